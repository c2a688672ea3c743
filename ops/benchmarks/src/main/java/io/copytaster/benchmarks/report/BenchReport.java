package io.copytaster.benchmarks.report;

import io.copytaster.benchmarks.lineup.Lineup;
import io.copytaster.benchmarks.measure.Claim;
import io.copytaster.benchmarks.measure.Machine;
import io.copytaster.benchmarks.measure.Race;
import io.copytaster.benchmarks.measure.Turn;
import java.util.List;
import java.util.Map;

/**
 * All that one run found; as JSON its components, on paper {@link BenchTables}.
 *
 * @param input where the articles are from
 * @param notes what whoever reads the figures should know
 */
public record BenchReport(
    Machine machine,
    String commit,
    String command,
    String input,
    int articles,
    int repetitions,
    List<Row> rows,
    List<Claim> claims,
    List<Bound> bounds,
    List<String> notes) {

  public BenchReport {
    rows = List.copyOf(rows);
    claims = List.copyOf(claims);
    bounds = List.copyOf(bounds);
    notes = List.copyOf(notes);
  }

  /** Every contender's figures, in the order of the scenarios. */
  public static List<Row> rows(Lineup lineup, Race<Turn> race, Map<String, Long> peaks) {
    var ceilings = Ceilings.of(lineup.entries(), race);
    return lineup.entries().stream()
        .map(entry -> Row.of(entry, race, ceilings, peaks))
        .sorted(java.util.Comparator.comparingInt(Row::scenario))
        .toList();
  }

  /** What was promised of the ratios, as far as those it speaks of took part. */
  public static List<Claim> claims(Race<Turn> race) {
    return Promises.claims(race);
  }

  /** What was promised of single figures, as far as they were measured. */
  public static List<Bound> bounds(List<Row> rows) {
    return Promises.bounds(rows);
  }
}
