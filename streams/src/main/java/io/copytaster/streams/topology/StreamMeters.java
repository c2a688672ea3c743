package io.copytaster.streams.topology;

import io.copytaster.model.tokens.Tokens;
import io.copytaster.schemas.RawNews;
import io.copytaster.streams.engine.ArticleFailure;
import io.copytaster.streams.engine.Labelling;
import io.copytaster.streams.event.BadEventException;
import io.copytaster.streams.telemetry.Histograms;
import io.copytaster.streams.telemetry.Meters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/** What is counted of every record: that it came, and what became of it. */
public final class StreamMeters implements LabelObserver {

  private static final double[] CONFIDENCES = {0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99};

  /** From what an idle service takes to what a long outage leaves behind. */
  private static final Duration[] LATENCIES =
      LongStream.of(
              5, 10, 15, 25, 40, 60, 100, 150, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000,
              60_000, 300_000, 3_600_000)
          .mapToObj(Duration::ofMillis)
          .toArray(Duration[]::new);

  private final MeterRegistry registry;
  private final Counter received;
  private final Counter tokens;
  private final Counter unknownTokens;
  private final Counter truncated;
  private final DistributionSummary confidence;
  private final Timer latency;
  private final Timer tokenizing;
  private final Timer queueing;
  private final Timer inferring;
  private final Timer forwarding;
  private volatile long takenAt = System.nanoTime();
  private volatile long takenTimestamp;

  public StreamMeters(MeterRegistry registry) {
    this.registry = registry;
    this.received = Meters.counter(registry, Meters.ARTICLES_RECEIVED);
    this.tokens = Meters.counter(registry, Meters.TOKENS);
    this.unknownTokens = Meters.counter(registry, Meters.UNKNOWN_TOKENS);
    this.truncated = Meters.counter(registry, Meters.ARTICLES_TRUNCATED);
    this.confidence = Histograms.of(registry, Meters.CONFIDENCE, CONFIDENCES);
    this.latency = Histograms.of(registry, Meters.LATENCY, LATENCIES);
    this.tokenizing = Meters.timer(registry, Meters.STAGE, "tokenize");
    this.queueing = Meters.timer(registry, Meters.STAGE, "queue");
    this.inferring = Meters.timer(registry, Meters.STAGE, "infer");
    this.forwarding = Meters.timer(registry, Meters.STAGE, "forward");
  }

  /** How long ago a record was taken, or this was made. */
  public Duration sinceTaken() {
    return Duration.ofNanos(System.nanoTime() - takenAt);
  }

  /** The timestamp of the record that was taken last, milliseconds of the epoch; 0 before. */
  public long takenTimestamp() {
    return takenTimestamp;
  }

  void received(long timestamp) {
    takenAt = System.nanoTime();
    takenTimestamp = timestamp;
    received.increment();
  }

  /**
   * A label was forwarded.
   *
   * @param timestamp of the record, milliseconds of the epoch
   * @param forwardNanos what encoding and forwarding took
   */
  void forwarded(long timestamp, PreparedArticle article, Labelling labelling, long forwardNanos) {
    tokenizing.record(article.tokenizeNanos(), TimeUnit.NANOSECONDS);
    queueing.record(Math.max(0, labelling.queueNanos()), TimeUnit.NANOSECONDS);
    inferring.record(labelling.inferNanos(), TimeUnit.NANOSECONDS);
    forwarding.record(forwardNanos, TimeUnit.NANOSECONDS);
    latency.record(Math.max(0, System.currentTimeMillis() - timestamp), TimeUnit.MILLISECONDS);
  }

  @Override
  public void labelled(RawNews news, Labelling labelling, Tokens read) {
    Meters.counter(registry, Meters.ARTICLES_LABELED, labelling.prediction().label()).increment();
    confidence.record(labelling.prediction().score());
    tokens.increment(read.length());
    unknownTokens.increment(read.unknown());
    truncated.increment(read.truncated() ? 1 : 0);
  }

  void dead(Exception why) {
    Meters.counter(registry, Meters.ARTICLES_DEAD, reason(why)).increment();
  }

  /** In a word. */
  static String reason(Exception why) {
    Enum<?> reason =
        why instanceof BadEventException event
            ? event.reason()
            : why instanceof BadArticleException article ? article.reason() : null;
    if (reason != null) {
      return reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
    return why instanceof ArticleFailure ? "model" : "other";
  }
}
