package io.copytaster.streams.swap;

import io.copytaster.streams.slot.ServedModel;
import io.copytaster.streams.telemetry.Meters;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What is counted of swaps. Safe for any thread. */
final class SwapMeters {

  private static final String PUBLISHED = "published";
  private static final String ABANDONED = "abandoned";

  private final MeterRegistry registry;
  private final Timer duration;
  private final Timer slice;
  private final AtomicReference<@Nullable Gauge> info = new AtomicReference<>();

  SwapMeters(MeterRegistry registry) {
    this.registry = registry;
    this.duration = Meters.timer(registry, Meters.SWAP_DURATION);
    this.slice = Meters.timer(registry, Meters.SWAP_SLICE);
    // There before the first one, so that its coming is a rise from 0.
    Meters.counter(registry, Meters.SWAPS, PUBLISHED);
    Meters.counter(registry, Meters.SWAPS, ABANDONED);
  }

  /** This model serves from now on. */
  void serves(ServedModel model) {
    Gauge next =
        Meters.gauge(registry, Meters.MODEL_INFO, () -> 1, model.model(), model.taxonomy());
    Gauge before = info.getAndSet(next);
    if (before != null && !before.getId().equals(next.getId())) {
      registry.remove(before);
      before.close();
    }
  }

  void published(long nanos) {
    count(PUBLISHED);
    duration.record(Duration.ofNanos(nanos));
  }

  void refused(Refusal refusal) {
    count(refusal.category().name().toLowerCase(Locale.ROOT));
  }

  void abandoned() {
    count(ABANDONED);
  }

  void slice(long nanos) {
    slice.record(Duration.ofNanos(nanos));
  }

  private void count(String outcome) {
    Meters.counter(registry, Meters.SWAPS, outcome).increment();
  }
}
