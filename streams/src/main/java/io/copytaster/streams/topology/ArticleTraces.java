package io.copytaster.streams.topology;

import io.copytaster.streams.engine.Labelling;
import io.copytaster.streams.telemetry.Meters;
import io.copytaster.streams.tracing.Tracing;
import io.opentelemetry.api.trace.Span;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * What is traced of every record: its stay, from when it is made ready until its label is
 * forwarded, and what was sent for it.
 */
public final class ArticleTraces {

  private static final double NANOS_PER_SECOND = 1e9;
  private static final String STAGE = Meters.STAGE.name() + ".";

  private final Tracing tracing;

  public ArticleTraces(Tracing tracing) {
    this.tracing = tracing;
  }

  /** An article's stay has begun, when it was made ready. */
  Span begin(
      TopicPartition from,
      long offset,
      byte @Nullable [] key,
      Headers headers,
      PreparedArticle article) {
    return tracing.process(from, offset, key, headers, article.tokenizeNanos());
  }

  /** A record is no article: a stay that has ended. */
  void refused(
      TopicPartition from,
      long offset,
      byte @Nullable [] key,
      Headers headers,
      RuntimeException why) {
    Span stay = tracing.process(from, offset, key, headers, 0);
    failed(stay, headers, why);
    stay.end();
  }

  /** A label is sent; its headers name that. */
  Span send(Span stay, String topic, Headers labelled) {
    return tracing.send(stay, topic, labelled);
  }

  /**
   * A dead letter is sent; its headers name that.
   *
   * @param record the headers of the one that failed, which name its stay
   */
  void sendDead(Headers record, String topic, Headers letter) {
    tracing.send(tracing.named(record), topic, letter).end();
  }

  /** The article's label has come. */
  static void labelled(Span stay, PreparedArticle article, Labelling labelling) {
    if (stay.isRecording()) {
      stay.setAttribute(Tracing.MODEL, labelling.model())
          .setAttribute("copytaster.label", labelling.prediction().label())
          .setAttribute(Meters.TOKENS.name(), labelling.tokens())
          .setAttribute(Meters.BATCH_SIZE_ARTICLES.name(), labelling.batchSize())
          .setAttribute(STAGE + "tokenize", article.tokenizeNanos() / NANOS_PER_SECOND)
          .setAttribute(STAGE + "queue", labelling.queueNanos() / NANOS_PER_SECOND)
          .setAttribute(STAGE + "infer", labelling.inferNanos() / NANOS_PER_SECOND);
    }
  }

  /** The record gets no label in this stay, which its headers name from now on. */
  void failed(Span stay, Headers record, RuntimeException why) {
    failed(stay, why);
    tracing.name(stay, record);
  }

  /** As above, of what was part of it. */
  static void failed(Span part, RuntimeException why) {
    Tracing.fail(
        part,
        DeadLetterHandler.isBadRecord(why) ? StreamMeters.reason(why) : why.getClass().getName(),
        why.getMessage());
  }

  /** Somebody else labels it, or it comes again. */
  static void dropped(Span stay) {
    stay.addEvent("dropped");
    stay.end();
  }
}
