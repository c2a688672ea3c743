package io.copytaster.streams.drift;

import io.copytaster.model.evaluate.DriftReference;
import io.copytaster.streams.config.DriftSettings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A monitor for each model, so that what a new one labels is compared with its own training. The
 * two that labelled last are kept: around a swap their articles come mixed. For one thread.
 */
public final class ModelDrift {

  private static final int KEPT = 2;

  private final DriftSettings settings;
  private final WatchedSources sources;
  private final Function<String, Optional<DriftReference>> references;
  private final Map<String, DriftMonitor> monitors =
      new LinkedHashMap<>(4, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, DriftMonitor> eldest) {
          return size() > KEPT;
        }
      };
  private @Nullable DriftMonitor current;

  /**
   * @param references what a model brings, by its identifier; asked once, when it labels first
   */
  public ModelDrift(DriftSettings settings, Function<String, Optional<DriftReference>> references) {
    this.settings = settings;
    this.sources = new WatchedSources(settings.sources());
    this.references = references;
  }

  /**
   * Counts an article that this model labelled.
   *
   * @return what its source counts as
   */
  public String observe(String model, Observation seen, long now) {
    DriftMonitor monitor = monitors.get(model);
    if (monitor == null) {
      monitor = new DriftMonitor(settings, sources, references.apply(model), now);
      monitors.put(model, monitor);
    }
    current = monitor;
    monitor.observe(seen, now);
    return sources.nameOf(seen.source());
  }

  /** Whether anything has drifted for the model that labelled last. */
  public boolean isDrifted(long now) {
    return current != null && current.isDrifted(now);
  }

  /** That of the model that labelled last; empty before any has. */
  public Optional<DriftMonitor> current() {
    return Optional.ofNullable(current);
  }
}
