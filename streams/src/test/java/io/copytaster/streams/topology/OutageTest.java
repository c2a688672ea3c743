package io.copytaster.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/** A registry that is away is asked less and less often, and an old outage is not believed. */
class OutageTest {

  private static long seconds(int seconds) {
    return Duration.ofSeconds(seconds).toNanos();
  }

  @Test
  void pauses_double_upToTwoSeconds() {
    var pauses = new ArrayList<Long>();
    var outage = Outage.begin(0);
    for (int question = 0; question < 100; question++) {
      pauses.add(outage.pause().toMillis());
      outage = outage.again(question);
    }
    assertThat(pauses).startsWith(100L, 200L, 400L, 800L, 1_600L, 2_000L, 2_000L).endsWith(2_000L);
  }

  @Test
  void lasting_isFromTheFirstQuestion_whileSomebodyAsks() {
    var outage = Outage.begin(seconds(5)).again(seconds(50));
    assertThat(outage.lasting(seconds(60))).isEqualTo(Duration.ofSeconds(55));
    assertThat(outage.lasting(seconds(81))).isZero();
  }
}
