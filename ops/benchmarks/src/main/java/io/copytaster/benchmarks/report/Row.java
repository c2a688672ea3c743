package io.copytaster.benchmarks.report;

import io.copytaster.benchmarks.lineup.Entry;
import io.copytaster.benchmarks.measure.Latency;
import io.copytaster.benchmarks.measure.Race;
import io.copytaster.benchmarks.measure.Spread;
import io.copytaster.benchmarks.measure.Turn;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * One contender's figures; null where there is no such figure.
 *
 * @param padding share of the computed tokens that are nobody's, 0 to 1
 * @param gigaflops of matrix products for the articles' own tokens
 * @param shareOfCeiling that, of what was measured of such products by themselves, 0 to 1
 * @param p50 milliseconds of an article
 * @param p99 milliseconds of an article
 * @param max milliseconds of the slowest
 * @param seconds of a turn
 * @param accuracy share of the articles that got the label they are known to have, 0 to 1
 * @param peakMebibytes resident, of the process in which it ran, during its turns
 */
public record Row(
    int scenario,
    String name,
    @Nullable Spread articlesPerSecond,
    @Nullable Spread tokensPerSecond,
    @Nullable Double padding,
    @Nullable Spread gigaflops,
    @Nullable Double shareOfCeiling,
    @Nullable Spread p50,
    @Nullable Spread p99,
    @Nullable Spread max,
    Spread seconds,
    @Nullable Double accuracy,
    @Nullable Long peakMebibytes) {

  static Row of(Entry entry, Race<Turn> race, Ceilings ceilings, Map<String, Long> peaks) {
    String name = entry.name();
    Turn last = race.laps(name).get(race.laps(name).size() - 1);
    boolean articles = last.amount().articles() > 0;
    boolean products = last.amount().operations() > 0;
    boolean computed = last.amount().computedTokens() > 0;
    Spread gigaflops = products ? race.spread(name, Turn::gigaflops) : null;
    return new Row(
        entry.scenario(),
        name,
        articles ? race.spread(name, Turn::articlesPerSecond) : null,
        last.amount().tokens() > 0 ? race.spread(name, Turn::tokensPerSecond) : null,
        computed ? last.amount().padding() : null,
        gigaflops,
        gigaflops == null ? null : ceilings.share(entry.precision(), gigaflops.median()),
        latency(race.laps(name), Latency::p50),
        latency(race.laps(name), Latency::p99),
        latency(race.laps(name), Latency::max),
        race.spread(name, Turn::seconds),
        last.accuracy(),
        peaks.get(name));
  }

  private static @Nullable Spread latency(List<Turn> turns, ToDoubleFunction<Latency> figure) {
    double[] found =
        turns.stream()
            .flatMap(turn -> java.util.stream.Stream.ofNullable(turn.latency()))
            .mapToDouble(figure)
            .toArray();
    return found.length == 0 ? null : Spread.of(found);
  }
}
