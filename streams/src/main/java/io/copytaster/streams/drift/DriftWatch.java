package io.copytaster.streams.drift;

import io.copytaster.model.evaluate.DriftFeature;
import io.copytaster.model.evaluate.DriftReference;
import io.copytaster.model.tokens.Tokens;
import io.copytaster.schemas.RawNews;
import io.copytaster.streams.config.DriftSettings;
import io.copytaster.streams.engine.Labelling;
import io.copytaster.streams.telemetry.Meters;
import io.copytaster.streams.topology.LabelObserver;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Drift of the stream that is being labelled, as meters, and in the log when it begins or ends. */
public final class DriftWatch implements LabelObserver {

  private static final Logger LOG = LoggerFactory.getLogger(DriftWatch.class);

  /** The value of the tag {@code source} that stands for everything. */
  private static final String ALL = "all";

  private static final long LOOK_EVERY = TimeUnit.SECONDS.toNanos(10);

  private final DriftSettings settings;
  private final MeterRegistry registry;
  private final LongSupplier clock;
  // Guarded by this.
  private final ModelDrift drift;
  private final Set<String> metered = new HashSet<>();
  private List<DriftFeature> alarm = List.of();
  private long looked;

  /**
   * @param references what a model brings, by its identifier; must not wait for anything
   * @param clock in nanoseconds
   */
  public DriftWatch(
      DriftSettings settings,
      Function<String, Optional<DriftReference>> references,
      MeterRegistry registry,
      LongSupplier clock) {
    this.settings = settings;
    this.registry = registry;
    this.clock = clock;
    this.drift = new ModelDrift(settings, references);
    this.looked = clock.getAsLong();
    for (DriftFeature feature : DriftFeature.values()) {
      gauge(feature, ALL, () -> index(feature));
    }
  }

  @Override
  public void labelled(RawNews news, Labelling labelling, Tokens tokens) {
    var seen =
        new Observation(
            news.getSource(),
            labelling.prediction().label(),
            labelling.prediction().score(),
            tokens.length(),
            tokens.unknown());
    observe(labelling.model(), seen)
        .ifPresent(
            source -> {
              for (DriftFeature feature : DriftFeature.values()) {
                gauge(feature, source, () -> index(feature, source));
              }
            });
  }

  /** Whether a feature of the model that serves now is above the threshold. */
  public synchronized boolean isDrifted() {
    return drift.isDrifted(clock.getAsLong());
  }

  /** Returns the source if it has no meters yet. */
  private synchronized Optional<String> observe(String model, Observation seen) {
    long now = clock.getAsLong();
    String source = drift.observe(model, seen, now);
    if (now - looked >= LOOK_EVERY) {
      looked = now;
      look(now);
    }
    return metered.add(source) ? Optional.of(source) : Optional.empty();
  }

  private void look(long now) {
    List<DriftFeature> drifted =
        drift.current().map(monitor -> monitor.drifted(now)).orElse(List.of());
    if (drifted.equals(alarm)) {
      return;
    }
    alarm = drifted;
    if (drifted.isEmpty()) {
      LOG.info("No feature drifts any more");
    } else {
      LOG.warn(
          "Articles drift from the training: {} above {} (copytaster.drift.threshold)",
          drifted.stream().map(DriftFeature::key).toList(),
          settings.threshold());
    }
  }

  private void gauge(DriftFeature feature, String source, DoubleSupplier index) {
    Meters.gauge(registry, Meters.DRIFT, index, feature.key(), source);
  }

  private synchronized double index(DriftFeature feature) {
    long now = clock.getAsLong();
    return number(drift.current().map(monitor -> monitor.index(feature, now)));
  }

  private synchronized double index(DriftFeature feature, String source) {
    long now = clock.getAsLong();
    return number(drift.current().map(monitor -> monitor.index(feature, source, now)));
  }

  private static double number(Optional<OptionalDouble> index) {
    return index.orElse(OptionalDouble.empty()).orElse(Double.NaN);
  }
}
