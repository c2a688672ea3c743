package io.copytaster.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Contenders take turns, and are compared with their neighbours in time. */
class RaceTest {

  private record Speed(double perSecond) implements Lap {}

  /** As fast as it was told, one number for a turn. */
  private record Told(String name, Iterator<Double> speeds, List<String> turns)
      implements Contender<Speed> {

    Told(String name, List<String> turns, Double... speeds) {
      this(name, Arrays.asList(speeds).iterator(), turns);
    }

    @Override
    public Speed run() {
      turns.add(name);
      return new Speed(speeds.next());
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
    Race<Speed> race = race(new ArrayList<>());
    assertThat(race.ratio("ours", "theirs")).isEqualTo(new Spread(2, 2, 3));
    assertThat(race.spread("ours", lap -> 10 * lap.perSecond()))
        .isEqualTo(new Spread(300, 60, 400));
  }

  @Test
  void warmUp_doesNotCount() throws Exception {
    var turns = new ArrayList<String>();
    var race = new Race<Speed>();
    race.warmUp(List.of(new Told("ours", turns, 1.0)), progress -> {});
    assertThat(turns).containsExactly("ours");
    assertThat(race.names()).isEmpty();
  }

  @Test
  void ratio_nobodyOfThatName_saysWhoTookPart() throws Exception {
    Race<Speed> race = race(new ArrayList<>());
    assertThatThrownBy(() -> race.ratio("ours", "others")).hasMessageContaining("[ours, theirs]");
  }

  @Test
  void spread_evenCount_takesTheMiddleOfTwo() {
    assertThat(Spread.of(4, 1, 2, 3)).isEqualTo(new Spread(2.5, 1, 4));
    assertThat(Spread.of(81.26, 79, 83.5).text(1)).isEqualTo("81.3 (79.0–83.5)");
  }

  private static Race<Speed> race(List<String> turns) throws Exception {
    var ours = new Told("ours", turns, 40.0, 30.0, 6.0);
    var theirs = new Told("theirs", turns, 20.0, 10.0, 3.0);
    var race = new Race<Speed>();
    race.run(List.of(ours, theirs), 3, progress -> {});
    return race;
  }
}
