package io.copytaster.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.copytaster.benchmarks.lineup.Bench;
import io.copytaster.benchmarks.lineup.Lineup;
import io.copytaster.benchmarks.lineup.Scenario;
import io.copytaster.benchmarks.measure.Amount;
import io.copytaster.benchmarks.measure.Contender;
import io.copytaster.benchmarks.measure.Latency;
import io.copytaster.benchmarks.measure.Machine;
import io.copytaster.benchmarks.measure.Race;
import io.copytaster.benchmarks.measure.Turn;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was measured is told as it was, and what was promised beside it. */
class BenchReportTest {

  private record Fixed(String name, Turn turn) implements Contender<Turn> {
    @Override
    public Turn run() {
      return turn;
    }
  }

  private record Numbered(int number) implements Scenario {
    @Override
    public String title() {
      return "of a test";
    }

    @Override
    public void enter(Bench bench, Lineup lineup) {}
  }

  private static final Amount HUNDRED = new Amount(100, 5000, 6250, 20e9);

  @Test
  void rows_ceilingMeasured_sayWhatShareOfItWasReached() throws Exception {
    List<Row> rows = report().rows();
    assertThat(rows).extracting(Row::scenario).containsExactly(1, 3, 4);
    assertThat(rows.get(2).shareOfCeiling()).isEqualTo(0.25);
    assertThat(rows.get(2).padding()).isEqualTo(1 - 5000 / 6250.0);
    assertThat(rows.get(0).articlesPerSecond()).isNull();
  }

  @Test
  void tables_promiseMissed_sayIt() throws Exception {
    assertThat(BenchTables.of(report()))
        .contains("| 4 | copytaster int8 | 50.0 (50.0–50.0) | 2500 (2500–2500) | 20.0 % |")
        .contains("| copytaster int8 | ONNX Runtime int8 | 0.50 (0.50–0.50) | 1.2, **missed** |")
        .contains("4.0 (4.0–4.0) | 9.0 (9.0–9.0) | 10.0 (10.0–10.0) | 512 |  |");
  }

  @Test
  void frontier_accuracyKnown_isToldAndDrawn(@TempDir Path folder) throws Exception {
    try (var lineup = new Lineup(name -> true)) {
      lineup.add(new Numbered(11), new Fixed("small, int8", turn(1).withAccuracy(0.94)), "int8");
      lineup.add(new Numbered(11), new Fixed("small, bf16", turn(2).withAccuracy(0.941)), "bf16");
      BenchReport report = report(lineup);
      assertThat(BenchTables.of(report)).contains("| small, int8 |", "| 94.00 % |", "| 94.10 % |");
      FrontierChart.write(report.rows(), folder.resolve("frontier.png"));
      assertThat(Files.size(folder.resolve("frontier.png"))).isPositive();
    }
  }

  @Test
  void tables_nobodyToCompareWith_claimNothing() throws Exception {
    try (var lineup = new Lineup(name -> true)) {
      lineup.add(new Numbered(4), new Fixed("copytaster int8", turn(2)), "int8");
      assertThat(report(lineup).claims()).isEmpty();
    }
  }

  @Test
  void tables_latencyAboveItsLimit_sayIt() throws Exception {
    try (var lineup = new Lineup(name -> true)) {
      var slow = Turn.of(HUNDRED, 1).with(new Latency(14, 41, 50));
      lineup.add(new Numbered(8), new Fixed("at 50 % of capacity, at-least-once", slow), null);
      assertThat(BenchTables.of(report(lineup)))
          .contains("| at 50 % of capacity, at-least-once | p50 ms | 14.0 (14.0–14.0) | 15 |")
          .contains("| p99 ms | 41.0 (41.0–41.0) | 40, **missed** |");
    }
  }

  @Test
  void json_hasEveryFigureByName() throws Exception {
    var json = new ObjectMapper().valueToTree(report());
    assertThat(json.at("/rows/2/articlesPerSecond/median").asDouble()).isEqualTo(50);
    assertThat(json.at("/claims/0/least").asDouble()).isEqualTo(1.2);
    assertThat(json.at("/commit").asText()).isEqualTo("abc");
  }

  @Test
  void chart_anySpread_isDrawn(@TempDir Path folder) throws Exception {
    BarChart.write(report().rows(), folder.resolve("report.png"));
    assertThat(Files.size(folder.resolve("report.png"))).isPositive();
  }

  private static Turn turn(double seconds) {
    return Turn.of(HUNDRED, seconds).with(new Latency(4, 9, 10));
  }

  private static BenchReport report() throws Exception {
    try (var lineup = new Lineup(name -> true)) {
      lineup.add(new Numbered(4), new Fixed("copytaster int8", turn(2)), "int8");
      lineup.add(new Numbered(1), new Fixed("product", Turn.of(Amount.products(80e9), 2)), "int8");
      lineup.add(new Numbered(3), new Fixed("ONNX Runtime int8", turn(1)), "int8");
      return report(lineup);
    }
  }

  private static BenchReport report(Lineup lineup) throws Exception {
    var race = new Race<Turn>();
    race.run(lineup.contenders(), 3, progress -> {});
    var machine = new Machine("a processor", 2, 2, "a system", "a Java", "2.7.1", 0.5);
    List<Row> rows = BenchReport.rows(lineup, race, Map.of("copytaster int8", 512L));
    return new BenchReport(
        machine,
        "abc",
        "copytaster bench 3 4",
        "a file",
        100,
        3,
        rows,
        BenchReport.claims(race),
        BenchReport.bounds(rows),
        lineup.notes());
  }
}
