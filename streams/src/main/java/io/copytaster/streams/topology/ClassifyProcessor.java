package io.copytaster.streams.topology;

import io.copytaster.streams.engine.ArticleFailure;
import io.copytaster.streams.engine.EngineFailure;
import io.copytaster.streams.engine.Labelling;
import io.copytaster.streams.event.Classified;
import io.copytaster.streams.event.EventSize;
import io.copytaster.streams.event.NewsEvents;
import io.copytaster.streams.topology.BadArticleException.Reason;
import io.opentelemetry.api.trace.Span;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Waits for a record's label and forwards the labelled event.
 *
 * <p>Streams counts a record as consumed when {@link #process} returns, so nothing is ever
 * committed whose label has not been forwarded. What it throws belongs to the very record, and the
 * dead-letter handler sorts it.
 */
final class ClassifyProcessor implements Processor<byte[], byte[], byte[], byte[]> {

  private final Labeling labeling;
  private ProcessorContext<byte[], byte[]> context;
  private LookAhead lookAhead;

  @SuppressWarnings("NullAway.Init") // Streams calls init before anything else
  ClassifyProcessor(Labeling labeling) {
    this.labeling = labeling;
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    this.context = context;
    this.lookAhead = labeling.lookAheads().ofThisThread();
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    labeling.meters().received(record.timestamp());
    RecordMetadata from =
        context.recordMetadata().orElseThrow(() -> new IllegalStateException("no record here"));
    var partition = new TopicPartition(from.topic(), from.partition());
    Hint.Submitted submitted = take(partition, from.offset(), record);
    Span stay = submitted.span();
    try {
      Labelling labelling = await(submitted);
      lookAhead.advance();
      ArticleTraces.labelled(stay, submitted.article(), labelling);
      forward(record, submitted, labelling);
      labeling
          .observers()
          .labelled(submitted.article().news(), labelling, submitted.article().text().tokens());
    } catch (RuntimeException e) {
      labeling.traces().failed(stay, record.headers(), e);
      throw e;
    } finally {
      stay.end();
    }
  }

  private Hint.Submitted take(
      TopicPartition partition, long offset, Record<byte[], byte[]> record) {
    try {
      return labeling.registry().ask(() -> lookAhead.take(partition, offset, record));
    } catch (RuntimeException e) {
      labeling.traces().refused(partition, offset, record.key(), record.headers(), e);
      throw e;
    }
  }

  private void forward(
      Record<byte[], byte[]> record, Hint.Submitted submitted, Labelling labelling) {
    long began = System.nanoTime();
    PreparedArticle article = submitted.article();
    Span send = labeling.traces().send(submitted.span(), labeling.topic(), record.headers());
    try {
      Record<byte[], byte[]> labelled = record.withValue(encode(record, article, labelling));
      context.forward(
          labeling.stampAnew() ? labelled.withTimestamp(System.currentTimeMillis()) : labelled);
    } catch (RuntimeException e) {
      ArticleTraces.failed(send, e);
      throw e;
    } finally {
      send.end();
    }
    labeling.meters().forwarded(record.timestamp(), article, labelling, System.nanoTime() - began);
  }

  private byte[] encode(
      Record<byte[], byte[]> record, PreparedArticle article, Labelling labelling) {
    var classified =
        new Classified(
            labelling.prediction(),
            labelling.model(),
            labelling.taxonomy(),
            labelling.tokens(),
            labelling.truncated(),
            article.text().tokens().unknown(),
            article.tokenizeNanos(),
            labelling.queueNanos(),
            labelling.inferNanos(),
            labelling.batchSize());
    var event = NewsEvents.labelled(article.news(), classified, Instant.now());
    byte[] value =
        labeling.registry().ask(() -> labeling.encoder().encode(labeling.topic(), event));
    int size = EventSize.alone(record.key(), value, record.headers());
    if (size > labeling.maxEventBytes()) {
      throw new BadArticleException(
          Reason.TOO_LARGE,
          String.format(
              "article '%s' with its label takes %,d bytes, and the output topic takes %,d"
                  + " (copytaster.output.max-event-bytes, and the topic's max.message.bytes)",
              ShownId.of(article.news().getId()), size, labeling.maxEventBytes()));
    }
    return value;
  }

  private Labelling await(Hint.Submitted submitted) {
    var patience = new DevicePatience(labeling.deadline(), lookAhead.signs());
    while (true) {
      try {
        return submitted.result().get(patience.turn().toNanos(), TimeUnit.NANOSECONDS);
      } catch (ExecutionException e) {
        if (e.getCause() instanceof ArticleFailure || e.getCause() instanceof EngineFailure) {
          throw (RuntimeException) e.getCause();
        }
        throw new IllegalStateException("the engine fails only in ways of its own", e);
      } catch (TimeoutException e) {
        if (patience.endsWith(lookAhead.signs())) {
          throw new LabelTimeoutException(labeling.deadline(), e);
        }
      } catch (InterruptedException e) {
        throw new InterruptException(e);
      }
    }
  }

  @Override
  public void close() {
    lookAhead.revoked(context.taskId().partition());
  }
}
