package io.copytaster.streams.drift;

import io.copytaster.model.evaluate.DriftFeature;
import io.copytaster.model.evaluate.DriftReference;
import io.copytaster.model.evaluate.FeatureCounts;
import io.copytaster.streams.config.DriftSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How far one model's stream is from its training, in memory that does not grow: over everything,
 * and by source.
 *
 * <p>Where the model brings no reference, or one of too few articles, the first ones of the stream
 * become it, and until then nothing is said. Times are nanoseconds of any clock. For one thread.
 */
public final class DriftMonitor {

  /** What the stream is compared with. */
  private sealed interface Yardstick {

    /** Not enough has been seen yet. */
    record Learning(DriftReference.Builder first) implements Yardstick {}

    record Known(DriftReference reference) implements Yardstick {}
  }

  private final DriftSettings settings;
  private final WatchedSources sources;
  private final Map<String, SlidingCounts> bySource = new HashMap<>();
  private final SlidingCounts overall;
  private Yardstick yardstick;

  /**
   * @param sources those told apart, by every monitor alike
   * @param reference the model's own, if it brings one
   */
  DriftMonitor(
      DriftSettings settings,
      WatchedSources sources,
      Optional<DriftReference> reference,
      long now) {
    this.settings = settings;
    this.sources = sources;
    this.overall = new SlidingCounts(settings.window().toNanos(), now);
    this.yardstick =
        reference
            .filter(given -> given.articles() >= settings.minArticles())
            .<Yardstick>map(Yardstick.Known::new)
            .orElseGet(() -> new Yardstick.Learning(DriftReference.builder()));
  }

  /** Counts one article. */
  public void observe(Observation seen, long now) {
    if (yardstick instanceof Yardstick.Learning learning) {
      learn(learning.first(), seen);
      return;
    }
    overall.add(seen, now);
    bySource
        .computeIfAbsent(
            sources.nameOf(seen.source()),
            source -> new SlidingCounts(settings.window().toNanos(), now))
        .add(seen, now);
  }

  /** The population stability index of a feature; empty while there are too few articles. */
  public OptionalDouble index(DriftFeature feature, long now) {
    return index(feature, overall, now);
  }

  /** The same of one source's articles, against the same reference. */
  public OptionalDouble index(DriftFeature feature, String source, long now) {
    SlidingCounts counts = bySource.get(source);
    return counts == null ? OptionalDouble.empty() : index(feature, counts, now);
  }

  /** The features whose index over everything is above the threshold. */
  public List<DriftFeature> drifted(long now) {
    var drifted = new ArrayList<DriftFeature>();
    for (DriftFeature feature : DriftFeature.values()) {
      if (index(feature, now).orElse(0) > settings.threshold()) {
        drifted.add(feature);
      }
    }
    return drifted;
  }

  public boolean isDrifted(long now) {
    return !drifted(now).isEmpty();
  }

  private void learn(DriftReference.Builder first, Observation seen) {
    first.add(seen.label(), seen.confidence(), seen.tokens(), seen.unknownTokens());
    if (first.articles() >= Math.max(settings.referenceArticles(), settings.minArticles())) {
      yardstick = new Yardstick.Known(first.build());
    }
  }

  private OptionalDouble index(DriftFeature feature, SlidingCounts counts, long now) {
    FeatureCounts seen = counts.counts(now);
    return yardstick instanceof Yardstick.Known known && seen.articles() >= settings.minArticles()
        ? OptionalDouble.of(known.reference().index(feature, seen))
        : OptionalDouble.empty();
  }
}
