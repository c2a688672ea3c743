package io.copytaster.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.copytaster.streams.engine.EngineActivity;
import io.copytaster.streams.engine.EngineSigns;
import io.copytaster.streams.engine.EngineStatistics;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DevicePatienceTest {

  private static final Duration DEADLINE = Duration.ofSeconds(8);

  private final DevicePatience patience = new DevicePatience(DEADLINE, done(7));

  @Test
  void deviceThatDoesNothing_isGivenUpAfterTheDeadline() {
    assertThat(patience.turn().multipliedBy(turnsUntilTheEnd(7))).isEqualTo(DEADLINE);
  }

  @Test
  void deviceThatWorks_isWaitedFor() {
    for (int batches = 8; batches < 1_000; batches++) {
      assertThat(patience.endsWith(done(batches))).isFalse();
    }
  }

  @Test
  void deviceThatStopsToWork_isGivenUpADeadlineLater() {
    assertThat(patience.endsWith(done(7))).isFalse();
    assertThat(patience.endsWith(done(8))).isFalse();
    assertThat(patience.turn().multipliedBy(turnsUntilTheEnd(8))).isEqualTo(DEADLINE);
  }

  @Test
  void laneThatHangs_isGivenUpThoughOthersWork() {
    var stuck = new EngineActivity(true, 1);
    assertThat(patience.endsWith(new EngineSigns(statistics(8), stuck))).isFalse();
    int turns = 1;
    while (!patience.endsWith(new EngineSigns(statistics(8 + turns), stuck))) {
      turns++;
    }
    assertThat(patience.turn().multipliedBy(turns)).isEqualTo(DEADLINE);
  }

  @Test
  void lanesThatAreIdle_areNoneThatHang() {
    var idle = new EngineActivity(false, 1);
    for (int batches = 8; batches < 1_000; batches++) {
      assertThat(patience.endsWith(new EngineSigns(statistics(batches), idle))).isFalse();
    }
  }

  private int turnsUntilTheEnd(int batches) {
    int turns = 1;
    while (!patience.endsWith(done(batches))) {
      turns++;
    }
    return turns;
  }

  /** Of a device that begins a batch with each one that is done. */
  private static EngineSigns done(int batches) {
    return new EngineSigns(statistics(batches), new EngineActivity(true, batches));
  }

  private static EngineStatistics statistics(int batches) {
    return new EngineStatistics(batches, batches, 0, 0, batches, batches, batches);
  }
}
