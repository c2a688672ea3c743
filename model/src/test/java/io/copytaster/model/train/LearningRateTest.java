package io.copytaster.model.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rate rises over steps, not examples, and never leaves its range. */
class LearningRateTest {

  @Test
  void rises_thenFallsInALine() {
    var rate = new LearningRate(1, 10, 110);
    assertThat(rate.at(1)).isCloseTo(0.1, within(1e-12));
    assertThat(rate.at(10)).isEqualTo(1);
    assertThat(rate.at(11)).isEqualTo(1);
    assertThat(rate.at(61)).isCloseTo(0.5, within(1e-12));
    assertThat(rate.at(110)).isCloseTo(0.01, within(1e-12));
  }

  @Test
  void warmup_isSixPercentUnlessItIsGiven() {
    assertThat(LearningRate.of(Optimization.defaults(Regime.FULL), 1_000).warmup()).isEqualTo(60);
    assertThat(LearningRate.of(Optimization.defaults(Regime.HEAD), 1_000).warmup()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "0, 7", "1, 1", "3, 7", "7, 7", "100, 7"})
  void everyStep_isAboveZeroAndAtMostTheHighest(long warmup, long steps) {
    var rate = new LearningRate(0.5, warmup, steps);
    for (long step = 1; step <= steps; step++) {
      assertThat(rate.at(step)).as("step %d", step).isPositive().isLessThanOrEqualTo(0.5);
    }
  }
}
