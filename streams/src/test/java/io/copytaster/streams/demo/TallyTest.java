package io.copytaster.streams.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Every article counts once, and what comes again is a duplicate. */
class TallyTest {

  private final Tally tally = new Tally();

  @Test
  void articleThatComesAgain_isADuplicate_inWhateverForm() {
    tally.labelled(0, 5, "World", null);
    tally.labelled(0, 9, "World", null);
    tally.deadLettered(0);
    tally.deadLettered(1);
    assertThat(tally.labelled()).isEqualTo(1);
    assertThat(tally.deadLettered()).isEqualTo(1);
    assertThat(tally.duplicates()).isEqualTo(2);
    assertThat(tally.accountedFor()).isEqualTo(2);
  }

  @Test
  void latency_isTheNearestRank() {
    for (int number = 0; number < 2_000; number++) {
      tally.labelled(number, 2_000 - number, "World", null);
    }
    assertThat(tally.latencyMillis(0.50)).isEqualTo(1_000);
    assertThat(tally.latencyMillis(0.99)).isEqualTo(1_980);
    assertThat(tally.latencyMillis(1)).isEqualTo(2_000);
  }

  @Test
  void accuracy_isOverTheArticlesWhoseLabelIsKnown() {
    assertThat(tally.accuracy()).isEmpty();
    tally.labelled(0, 1, "World", "World");
    tally.labelled(1, 1, "World", "Sports");
    tally.labelled(2, 1, "World", "World");
    tally.labelled(3, 1, "World", null);
    assertThat(tally.accuracy().orElseThrow()).isCloseTo(2.0 / 3, within(1e-9));
  }
}
