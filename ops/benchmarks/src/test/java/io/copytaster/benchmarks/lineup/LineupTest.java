package io.copytaster.benchmarks.lineup;

import static org.assertj.core.api.Assertions.assertThat;

import io.copytaster.benchmarks.measure.Contender;
import io.copytaster.benchmarks.measure.Turn;
import org.junit.jupiter.api.Test;

final class LineupTest {

  @Test
  void add_nameNotWanted_takesNoPart() throws Exception {
    try (var lineup = new Lineup(name -> name.contains("int8"))) {
      lineup.add(new Engine(), new Idle("copytaster int8"), "int8");
      lineup.add(new Engine(), new Idle("copytaster fp32"), "fp32");
      assertThat(lineup.contenders())
          .extracting(Contender::name)
          .containsExactly("copytaster int8");
      assertThat(lineup.entries()).hasSize(1);
    }
  }

  private record Engine() implements Scenario {
    @Override
    public int number() {
      return 4;
    }

    @Override
    public String title() {
      return "this project's engine";
    }

    @Override
    public void enter(Bench bench, Lineup lineup) {}
  }

  private record Idle(String name) implements Contender<Turn> {
    @Override
    public Turn run() {
      throw new UnsupportedOperationException("never runs");
    }
  }
}
