package io.copytaster.streams.retrain;

import io.copytaster.streams.retrain.RetrainState.Announced;
import io.copytaster.streams.retrain.RetrainState.AtRest;
import io.copytaster.streams.retrain.RetrainState.Publishing;
import io.copytaster.streams.retrain.RetrainState.Rejected;
import io.copytaster.streams.retrain.RetrainState.Training;
import io.copytaster.streams.retrain.RetrainState.Withheld;
import io.copytaster.streams.telemetry.Meters;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What a sidecar counts. Told by its thread, asked by any. */
final class RetrainMeters {

  private static final double MILLIS_PER_SECOND = 1e3;

  private final MeterRegistry registry;
  private final InstantSource clock;
  private volatile double championAccuracy = Double.NaN;
  private volatile double candidateAccuracy = Double.NaN;
  private volatile double reviewed = Double.NaN;
  private volatile @Nullable Instant latest;

  RetrainMeters(MeterRegistry registry, BooleanSupplier leaseIsHeld, InstantSource clock) {
    this.registry = registry;
    this.clock = clock;
    Meters.gauge(registry, Meters.RETRAIN_LEASE, () -> leaseIsHeld.getAsBoolean() ? 1 : 0);
    Meters.gauge(registry, Meters.RETRAIN_AGE, this::age);
    Meters.gauge(registry, Meters.RETRAIN_REVIEWED, () -> reviewed);
    Meters.gauge(registry, Meters.RETRAIN_ACCURACY, () -> championAccuracy, "champion");
    Meters.gauge(registry, Meters.RETRAIN_ACCURACY, () -> candidateAccuracy, "candidate");
  }

  /** What the journal said, before anything was done. */
  void found(RetrainState state) {
    state.latest().ifPresent(run -> latest = Instant.ofEpochMilli(run.beganAt()));
  }

  void surveyed(Survey survey) {
    reviewed = survey.fresh();
  }

  /** A run was asked for, and is not worth its while yet. */
  void tooFew() {
    Meters.counter(registry, Meters.RETRAIN_RUNS, "too-few").increment();
  }

  /** A run has come to this state, which it does once whoever goes on with it. */
  void reached(RetrainState state) {
    found(state);
    if (state instanceof Training training) {
      learned(training.lesson());
    } else if (state instanceof Publishing publishing) {
      Map<String, Double> metrics = publishing.ruling().metrics();
      championAccuracy = metrics.getOrDefault("champion.accuracy", Double.NaN);
      candidateAccuracy = metrics.getOrDefault("accuracy", Double.NaN);
    } else if (state instanceof AtRest end) {
      ended(end);
    }
  }

  private void learned(Lesson lesson) {
    count("window", lesson.training() - lesson.replayed());
    count("replayed", lesson.replayed());
    count("held-out", lesson.heldOut());
    count("left-out", lesson.leftOut());
  }

  private void count(String origin, int rows) {
    Meters.counter(registry, Meters.RETRAIN_ROWS, origin).increment(rows);
  }

  private void ended(AtRest end) {
    Meters.counter(registry, Meters.RETRAIN_RUNS, outcome(end)).increment();
    end.latest()
        .ifPresent(
            run ->
                Meters.timer(registry, Meters.RETRAIN_DURATION)
                    .record(
                        Duration.between(Instant.ofEpochMilli(run.beganAt()), clock.instant())));
  }

  private static String outcome(AtRest end) {
    if (end instanceof Announced) {
      return "promoted";
    }
    if (end instanceof Rejected) {
      return "rejected";
    }
    return end instanceof Withheld ? "withheld" : "abandoned";
  }

  private double age() {
    Instant began = latest;
    return began == null
        ? Double.NaN
        : Duration.between(began, clock.instant()).toMillis() / MILLIS_PER_SECOND;
  }
}
