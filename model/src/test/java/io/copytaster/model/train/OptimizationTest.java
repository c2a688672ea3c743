package io.copytaster.model.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every number has a range, and a message that names its option. */
class OptimizationTest {

  @Test
  void defaults_areThese() {
    assertThat(Optimization.defaults(Regime.HEAD))
        .isEqualTo(new Optimization(30, 256, 0.02, 0, 0.001, 1e9, 0, 0, false, 1, 0));
    assertThat(Optimization.defaults(Regime.ADAPTER).learningRate()).isEqualTo(1e-3);
    assertThat(Optimization.defaults(Regime.FULL).learningRate()).isEqualTo(1e-4);
    assertThat(Optimization.defaults(Regime.SCRATCH).batch()).isEqualTo(64);
  }

  @ParameterizedTest
  @EnumSource(Regime.class)
  void everyRegime_decaysAndWarmsUpInSteps(Regime regime) {
    var plan = Optimization.defaults(regime);
    assertThat(plan.weightDecay()).isPositive();
    assertThat(LearningRate.of(plan, 1_000).warmup()).isBetween(0L, 60L);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, 1, 0, 0, 1, 0, 0, 1, 0, epochs must be at least 1: 0",
    "1, 0, 1, 0, 0, 1, 0, 0, 1, 0, batch must be at least 1: 0",
    "1, 1, 0, 0, 0, 1, 0, 0, 1, 0, learning-rate must be positive: 0.0",
    "1, 1, NaN, 0, 0, 1, 0, 0, 1, 0, learning-rate must be positive: NaN",
    "1, 1, Infinity, 0, 0, 1, 0, 0, 1, 0, learning-rate must be positive: Infinity",
    "1, 1, 1, -1, 0, 1, 0, 0, 1, 0, warmup must be at least 0: -1",
    "1, 1, 1, 0, 1, 1, 0, 0, 1, 0, weight-decay must be from 0 to below 1: 1.0",
    "1, 1, 1, 0, 0, 0, 0, 0, 1, 0, clip must be positive: 0.0",
    "1, 1, 1, 0, 0, 1, 1, 0, 1, 0, dropout must be from 0 to below 1: 1.0",
    "1, 1, 1, 0, 0, 1, 0, -1, 1, 0, label-smoothing must be from 0 to below 1: -1.0",
    "1, 1, 1, 0, 0, 1, 0, 0, 0, 0, layer-decay must be positive: 0.0",
    "1, 1, 1, 0, 0, 1, 0, 0, 1, 1, averaging must be from 0 to below 1: 1.0",
  })
  void numberOutOfRange_isNamed(
      int epochs,
      int batch,
      double rate,
      int warmup,
      double decay,
      double clip,
      double dropout,
      double smoothing,
      double layerDecay,
      double averaging,
      String message) {
    assertThatThrownBy(
            () ->
                new Optimization(
                    epochs,
                    batch,
                    rate,
                    warmup,
                    decay,
                    clip,
                    dropout,
                    smoothing,
                    false,
                    layerDecay,
                    averaging))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
