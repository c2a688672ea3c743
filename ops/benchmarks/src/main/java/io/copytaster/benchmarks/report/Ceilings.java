package io.copytaster.benchmarks.report;

import io.copytaster.benchmarks.lineup.Entry;
import io.copytaster.benchmarks.measure.Race;
import io.copytaster.benchmarks.measure.Turn;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The fastest matrix products of each precision, in billions of operations a second.
 *
 * @param gigaflops by precision; empty where they were not measured
 */
record Ceilings(Map<String, Double> gigaflops) {

  Ceilings {
    gigaflops = Map.copyOf(gigaflops);
  }

  /** Of the entries that compute no articles, only products. */
  static Ceilings of(List<Entry> entries, Race<Turn> race) {
    return new Ceilings(
        entries.stream()
            .filter(entry -> entry.precision() != null)
            .filter(entry -> race.laps(entry.name()).get(0).amount().articles() == 0)
            .collect(
                Collectors.toMap(
                    entry -> String.valueOf(entry.precision()),
                    entry -> race.spread(entry.name(), Turn::gigaflops).median(),
                    Math::max)));
  }

  /** What part of the ceiling so much is; null where none is known. */
  @Nullable Double share(@Nullable String precision, double rate) {
    Double ceiling = precision == null ? null : gigaflops.get(precision);
    return ceiling == null ? null : rate / ceiling;
  }
}
