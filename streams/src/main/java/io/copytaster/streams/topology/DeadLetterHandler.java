package io.copytaster.streams.topology;

import io.copytaster.streams.engine.ArticleFailure;
import io.copytaster.streams.event.BadEventException;
import io.copytaster.streams.event.RegistryUnavailableException;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.LogAndContinueProcessingExceptionHandler;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends bad records to the dead-letter topic and stops for everything else.
 *
 * <p>The dead letters are the framework's own (KIP-1034): original key, value and headers, and the
 * reason in headers of its own, within the task's transaction.
 */
public final class DeadLetterHandler implements ProcessingExceptionHandler {

  /** Property with the most bytes a record of the dead-letter topic may take. */
  public static final String MAX_BYTES = "copytaster.dead.letter.max.bytes";

  /** Property with the {@link StreamMeters}; without it nothing is counted. */
  public static final String METERS = "copytaster.stream.meters";

  /** Property with the {@link ArticleTraces}; without it nothing is traced. */
  public static final String TRACES = "copytaster.article.traces";

  private static final Logger LOG = LoggerFactory.getLogger(DeadLetterHandler.class);

  private final ProcessingExceptionHandler framework =
      new LogAndContinueProcessingExceptionHandler();
  private int maxBytes = Integer.MAX_VALUE;
  private @Nullable StreamMeters meters;
  private @Nullable ArticleTraces traces;

  @Override
  public void configure(Map<String, ?> configs) {
    framework.configure(configs);
    if (configs.get(MAX_BYTES) instanceof Number limit) {
      maxBytes = limit.intValue();
    }
    if (configs.get(METERS) instanceof StreamMeters given) {
      meters = given;
    }
    if (configs.get(TRACES) instanceof ArticleTraces given) {
      traces = given;
    }
  }

  @Override
  public Response handleError(
      ErrorHandlerContext context, Record<?, ?> record, Exception exception) {
    if (exception instanceof RegistryUnavailableException) {
      LOG.warn("Not yet: {}: {}", position(context), exception.getMessage());
      return Response.fail();
    }
    if (!isBadRecord(exception)) {
      LOG.error("Stopping at {}", position(context), exception);
      return Response.fail();
    }
    LOG.warn("Dead letter: {}: {}", position(context), exception.getMessage());
    if (meters != null) {
      meters.dead(exception);
    }
    List<ProducerRecord<byte[], byte[]>> letters =
        framework.handleError(context, record, exception).deadLetterQueueRecords();
    return Response.resume(letters.stream().map(letter -> ready(letter, record)).toList());
  }

  private ProducerRecord<byte[], byte[]> ready(
      ProducerRecord<byte[], byte[]> letter, Record<?, ?> record) {
    if (traces != null) {
      traces.sendDead(record.headers(), letter.topic(), letter.headers());
    }
    return FittingDeadLetter.of(letter, maxBytes);
  }

  static boolean isBadRecord(Exception exception) {
    return exception instanceof BadEventException
        || exception instanceof BadArticleException
        || exception instanceof ArticleFailure;
  }

  private static String position(ErrorHandlerContext context) {
    return context.topic() + "-" + context.partition() + "@" + context.offset();
  }
}
