package io.copytaster.streams.shadow;

import io.copytaster.model.label.Prediction;
import io.copytaster.streams.telemetry.Meters;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** How the challenger compares with the champion, and what became of the articles it was to see. */
final class ShadowMeters {

  /** What becomes of an article that was sampled. */
  enum Outcome {
    LABELED,
    /** The challenger failed on its batch. */
    FAILED,
    /** The queue was full: the device had no time. */
    SHED_QUEUE_FULL,
    /** The device did not take the batch. */
    SHED_DEVICE,
    /** The challenger was replaced or taken away meanwhile. */
    SHED_REPLACED;

    String key() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private final MeterRegistry registry;
  private final AtomicLong compared = new AtomicLong();
  private final AtomicLong agreed = new AtomicLong();

  ShadowMeters(MeterRegistry registry) {
    this.registry = registry;
    Meters.gauge(registry, Meters.SHADOW_AGREEMENT, this::agreement);
  }

  /** Another challenger begins. */
  void begin() {
    compared.set(0);
    agreed.set(0);
  }

  void count(Outcome outcome, int articles) {
    Meters.counter(registry, Meters.SHADOW_ARTICLES, outcome.key()).increment(articles);
  }

  void compare(ShadowedArticle champion, Prediction challenger) {
    String label = challenger.label();
    compared.incrementAndGet();
    agreed.addAndGet(champion.label().equals(label) ? 1 : 0);
    Meters.counter(registry, Meters.SHADOW_LABELS, champion.label(), label).increment();
    confidence("champion", champion.confidence());
    confidence("challenger", challenger.score());
  }

  private void confidence(String role, double confidence) {
    Meters.summary(registry, Meters.SHADOW_CONFIDENCE, role).record(confidence);
  }

  private double agreement() {
    long all = compared.get();
    return all == 0 ? Double.NaN : (double) agreed.get() / all;
  }
}
