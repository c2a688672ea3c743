package io.copytaster.model.network;

import static io.copytaster.model.network.TestNetworks.SEED;
import static io.copytaster.model.network.TestNetworks.observed;
import static io.copytaster.model.network.TestNetworks.operatorsHere;
import static io.copytaster.model.network.TestNetworks.run;
import static io.copytaster.model.network.TestNetworks.shape;
import static io.copytaster.model.network.TestNetworks.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.copytaster.model.batch.TokenBatch;
import io.copytaster.model.tokens.Tokens;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What enters a network's linears is observed in fp32, and int8 computes with it. */
class ActivationRangesTest {

  static Stream<Operators> calibrated() {
    return operatorsHere().stream().filter(Operators::areCalibrated);
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("calibrated")
  void activationsBeyondTheRanges_areCutOff_andNeverWrapAround(Operators operators) {
    var config = shape(96, 3, 6, Activation.GELU, Pooling.MEAN);
    var weights = new RandomWeights(config, SEED);
    var narrow = new LinkedHashMap<String, ActivationRange>();
    observed(config, weights).byInput().forEach((in, seen) -> narrow.put(in, scaled(seen, 0.8f)));
    var batch = new TokenBatch(texts(config, 20, 40, 30));
    float[] exact = run(config, Precision.FP32, Operators.ONEDNN, weights, batch);
    try (var network = Network.load(config, int8(), operators, new ActivationRanges(narrow));
        var prepared = network.prepare(weights)) {
      float[] cut = network.forward(batch, prepared);
      for (int i = 0; i < exact.length; i++) {
        assertThat(cut[i]).as("logit %d", i).isCloseTo(exact[i], within(0.5f));
      }
    }
  }

  private static ActivationRange scaled(ActivationRange range, float by) {
    return new ActivationRange(range.low() * by, range.high() * by);
  }

  @Test
  void rangesOfAnotherShape_areRefused() {
    var config = shape(32, 1, 2, Activation.GELU, Pooling.MEAN);
    var other = shape(32, 2, 2, Activation.GELU, Pooling.MEAN);
    var ranges = observed(other, new RandomWeights(other, SEED));
    assertThatThrownBy(() -> Network.load(config, int8(), Operators.CALIBRATED, ranges))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("another network");
  }

  @Test
  void observe_seesWhatEntersEveryLinear_andNoPadding() {
    var config = shape(32, 2, 4, Activation.RELU, Pooling.MEAN);
    var weights = new RandomWeights(config, SEED);
    try (var network = Network.load(config, Compute.reference());
        var prepared = network.prepare(weights)) {
      List<Tokens> texts = texts(config, 3, 40, 17);
      ActivationRanges together = network.observe(new TokenBatch(texts), prepared);
      ActivationRanges apart =
          texts.stream()
              .map(text -> network.observe(new TokenBatch(List.of(text)), prepared))
              .reduce(ActivationRanges::and)
              .orElseThrow();
      assertThat(together.byInput().keySet())
          .containsExactlyElementsOf(WeightLayout.inputs(config));
      together
          .byInput()
          .forEach(
              (input, range) -> {
                ActivationRange same = apart.of(input);
                assertThat(range.low()).as(input).isCloseTo(same.low(), within(1e-4f));
                assertThat(range.high()).as(input).isCloseTo(same.high(), within(1e-4f));
              });
      assertThat(together.of("encoder.layer.1.output.dense").low()).as("after ReLU").isZero();
    }
  }

  private static Compute int8() {
    return new Compute(Device.CPU, Precision.INT8, 0);
  }

  @Test
  void zero_isExact_whateverTheRange() {
    assertThat(new ActivationRange(-1, 1.04f).zeroPoint()).isEqualTo(125);
    assertThat(new ActivationRange(-0.17f, 26).zeroPoint()).isEqualTo(2);
    assertThat(new ActivationRange(0, 3).zeroPoint()).isZero();
    assertThat(new ActivationRange(-3, 0).zeroPoint()).isEqualTo(255);
    assertThat(new ActivationRange(-1, 1.55f).scale()).isCloseTo(0.01f, within(1e-6f));
  }

  @Test
  void rangesThatAreNone_areRefused() {
    for (float[] pair :
        new float[][] {{0, 0}, {1, 2}, {-2, -1}, {Float.NaN, 1}, {0, Float.POSITIVE_INFINITY}}) {
      assertThatThrownBy(() -> new ActivationRange(pair[0], pair[1]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("holds 0");
    }
  }
}
