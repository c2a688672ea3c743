package io.copytaster.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Contenders take turns, and are compared with their neighbours in time. */
class RaceTest {

  /** Takes as long for a step as it was told, one number for a turn. */
  private record Told(String name, Iterator<Double> seconds, List<String> turns)
      implements Contender {

    Told(String name, List<String> turns, Double... seconds) {
      this(name, Arrays.asList(seconds).iterator(), turns);
    }

    @Override
    public Lap run(int steps) {
      turns.add(name);
      double loss = turns.size();
      return new Lap(java.util.Collections.nCopies(steps, seconds.next()), List.of(), loss);
    }
  }

  @Test
  void run_severalRepetitions_goesByTurns() throws Exception {
    var turns = new ArrayList<String>();
    race(turns);
    assertThat(turns).containsExactly("ours", "theirs", "ours", "theirs", "ours", "theirs");
  }

  @Test
  void ratio_machineSlowsDown_comparesWithinARepetition() throws Exception {
    Race race = race(new ArrayList<>());
    assertThat(race.ratio("ours", "theirs")).isEqualTo(new Spread(2, 2, 3));
    assertThat(race.perSecond("ours", 10)).isEqualTo(new Spread(2.5, 0.5, 5));
    assertThat(race.stepMillis("theirs")).isEqualTo(new Spread(4000, 3000, 20000));
  }

  @Test
  void loss_isThatOfTheLastTurn() throws Exception {
    assertThat(race(new ArrayList<>()).loss("theirs")).isEqualTo(6);
  }

  @Test
  void ratio_nobodyOfThatName_saysWhoTookPart() throws Exception {
    Race race = race(new ArrayList<>());
    assertThatThrownBy(() -> race.ratio("ours", "others")).hasMessageContaining("[ours, theirs]");
  }

  @Test
  void spread_evenCount_takesTheMiddleOfTwo() {
    assertThat(Spread.of(4, 1, 2, 3)).isEqualTo(new Spread(2.5, 1, 4));
    assertThat(Spread.of(81.26, 79, 83.5).text(1)).isEqualTo("81.3 (79.0–83.5)");
  }

  private static Race race(List<String> turns) throws Exception {
    var ours = new Told("ours", turns, 1.0, 2.0, 10.0);
    var theirs = new Told("theirs", turns, 3.0, 4.0, 20.0);
    var race = new Race();
    race.run(List.of(ours, theirs), 2, 3, progress -> {});
    return race;
  }
}
