package io.copytaster.benchmarks.training;

import io.copytaster.benchmarks.measure.Claim;
import io.copytaster.benchmarks.measure.Machine;
import io.copytaster.benchmarks.measure.Race;
import io.copytaster.benchmarks.measure.Spread;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the training-speed benchmark found; as JSON its components, on paper {@link SpeedTables}.
 *
 * @param reference versions of the Python side
 * @param input the file's name
 * @param padding share of an epoch's computed tokens that are nobody's
 * @param before memory after the warm-up
 * @param after memory at the end
 */
record SpeedReport(
    Machine machine,
    String commit,
    String command,
    String reference,
    String input,
    int steps,
    int repetitions,
    double padding,
    List<Row> rows,
    List<Claim> claims,
    Memory before,
    Memory after) {

  private record Promise(String name, String baseline, double least) {}

  private static final List<Promise> PROMISES =
      List.of(
          new Promise("copytaster full bf16", "transformers full bf16 autocast", 1),
          new Promise(
              "copytaster full bf16", "transformers full bf16 autocast, eager attention", 1),
          new Promise("copytaster full bf16", "transformers full fp32", 2),
          new Promise("copytaster adapter bf16", "copytaster full bf16", 1.3));

  /**
   * One contender's figures.
   *
   * @param stepMillis of a step, the median of a turn
   * @param updateMillis of that, what is not the gradients; null where it was not told apart
   * @param loss mean of the last turn, in nats
   */
  record Row(
      String name,
      Spread articlesPerSecond,
      Spread tokensPerSecond,
      Spread stepMillis,
      @Nullable Double updateMillis,
      double loss) {}

  SpeedReport {
    rows = List.copyOf(rows);
    claims = List.copyOf(claims);
  }

  static List<Row> rows(Race<StepLap> race, Workload workload, int steps) {
    return race.names().stream()
        .map(
            name -> {
              List<StepLap> laps = race.laps(name);
              return new Row(
                  name,
                  race.spread(name, lap -> workload.articles(steps) / lap.total()),
                  race.spread(name, lap -> workload.tokens(steps) / lap.total()),
                  race.spread(name, StepLap::stepMillis),
                  updateMillis(laps),
                  laps.get(laps.size() - 1).loss());
            })
        .toList();
  }

  private static @Nullable Double updateMillis(List<StepLap> laps) {
    List<Double> updates = laps.stream().flatMap(lap -> lap.updates().stream()).toList();
    return updates.isEmpty() ? null : 1000 * StepLap.median(updates);
  }

  /** What this project promises of its training, as far as those it speaks of took part. */
  static List<Claim> claims(Race<StepLap> race) {
    var claims = new ArrayList<Claim>();
    for (var promise : PROMISES) {
      if (race.has(promise.name) && race.has(promise.baseline)) {
        claims.add(
            new Claim(
                promise.name,
                promise.baseline,
                race.ratio(promise.name, promise.baseline),
                promise.least));
      }
    }
    return claims;
  }
}
