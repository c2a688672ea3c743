package io.copytaster.streams.retrain;

import static org.assertj.core.api.Assertions.assertThat;

import io.copytaster.streams.retrain.RetrainState.Abandoned;
import io.copytaster.streams.retrain.RetrainState.Announced;
import io.copytaster.streams.retrain.RetrainState.Idle;
import io.copytaster.streams.retrain.RetrainState.Publishing;
import io.copytaster.streams.retrain.RetrainState.Rejected;
import io.copytaster.streams.retrain.RetrainState.Training;
import io.copytaster.streams.retrain.RetrainState.Withheld;
import io.copytaster.streams.telemetry.MeterName;
import io.copytaster.streams.telemetry.Meters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class RetrainMetersTest {

  private static final Run RUN = new Run("one", 1_000, "old", List.of(), List.of(), "asked for");
  private static final Lesson LESSON =
      new Lesson(List.of("Sea", "Sport"), "toy/1", "d", 80, 20, 60, 3);

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final AtomicBoolean lease = new AtomicBoolean();
  private Instant now = Instant.ofEpochMilli(1_000);
  private final RetrainMeters meters = new RetrainMeters(registry, lease::get, () -> now);

  @Test
  void beforeTheFirstRun_nothingIsMadeUp() {
    meters.found(new Idle());
    assertThat(gauge(Meters.RETRAIN_LEASE)).isZero();
    assertThat(gauge(Meters.RETRAIN_AGE)).isNaN();
    assertThat(gauge(Meters.RETRAIN_REVIEWED)).isNaN();
    assertThat(gauge(Meters.RETRAIN_ACCURACY, "role", "candidate")).isNaN();
    lease.set(true);
    assertThat(gauge(Meters.RETRAIN_LEASE)).isOne();
  }

  @Test
  void run_isCountedWithItsRowsItsFiguresAndItsTime() {
    meters.surveyed(new Survey(List.of(), List.of(), 140));
    meters.reached(new Training(RUN, LESSON));
    meters.reached(
        new Publishing(
            RUN,
            LESSON,
            new Ruling("new", true, "", Map.of("accuracy", 0.9, "champion.accuracy", 0.7))));
    now = Instant.ofEpochMilli(61_000);
    meters.reached(new Announced(RUN, "new", "promoted"));
    assertThat(gauge(Meters.RETRAIN_REVIEWED)).isEqualTo(140);
    assertThat(count(Meters.RETRAIN_ROWS, "origin", "window")).isEqualTo(60);
    assertThat(count(Meters.RETRAIN_ROWS, "origin", "replayed")).isEqualTo(20);
    assertThat(count(Meters.RETRAIN_ROWS, "origin", "held-out")).isEqualTo(60);
    assertThat(count(Meters.RETRAIN_ROWS, "origin", "left-out")).isEqualTo(3);
    assertThat(gauge(Meters.RETRAIN_ACCURACY, "role", "champion")).isEqualTo(0.7);
    assertThat(gauge(Meters.RETRAIN_ACCURACY, "role", "candidate")).isEqualTo(0.9);
    assertThat(registry.get(Meters.RETRAIN_DURATION.name()).timer().totalTime(TimeUnit.SECONDS))
        .isEqualTo(60);
    assertThat(gauge(Meters.RETRAIN_AGE)).isEqualTo(60);
  }

  @Test
  void everyEnd_hasItsOwnCount() {
    meters.reached(new Announced(RUN, "new", ""));
    meters.reached(new Rejected(RUN, "new", ""));
    meters.reached(new Withheld(RUN, "new", ""));
    meters.reached(new Abandoned(RUN, ""));
    meters.tooFew();
    assertThat(List.of("promoted", "rejected", "withheld", "abandoned", "too-few"))
        .allMatch(outcome -> count(Meters.RETRAIN_RUNS, "outcome", outcome) == 1);
  }

  private double gauge(MeterName meter, String... tags) {
    return registry.get(meter.name()).tags(tags).gauge().value();
  }

  private double count(MeterName meter, String... tags) {
    return registry.get(meter.name()).tags(tags).counter().count();
  }
}
