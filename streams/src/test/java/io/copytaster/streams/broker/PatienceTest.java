package io.copytaster.streams.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PatienceTest {

  private final Patience patience =
      new Patience(Duration.ofMillis(100), Duration.ofMillis(700), Duration.ofSeconds(10));

  @Test
  void pause_doublesUpToTheLongest() {
    assertThat(patience.pauseAfter(1, Duration.ZERO)).contains(Duration.ofMillis(100));
    assertThat(patience.pauseAfter(2, Duration.ZERO)).contains(Duration.ofMillis(200));
    assertThat(patience.pauseAfter(3, Duration.ZERO)).contains(Duration.ofMillis(400));
    assertThat(patience.pauseAfter(4, Duration.ZERO)).contains(Duration.ofMillis(700));
    assertThat(patience.pauseAfter(1_000_000, Duration.ZERO)).contains(Duration.ofMillis(700));
  }

  @Test
  void pause_neverPassesTheEnd() {
    assertThat(patience.pauseAfter(4, Duration.ofMillis(9_900))).contains(Duration.ofMillis(100));
    assertThat(patience.pauseAfter(4, Duration.ofSeconds(10))).isEmpty();
  }

  @Test
  void endless_neverGivesUp() {
    assertThat(Patience.endless().pauseAfter(100_000, Duration.ofDays(365)))
        .contains(Duration.ofSeconds(10));
  }
}
