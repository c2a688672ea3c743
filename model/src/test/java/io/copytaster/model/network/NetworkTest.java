package io.copytaster.model.network;

import static io.copytaster.model.network.TestNetworks.LABELS;
import static io.copytaster.model.network.TestNetworks.SEED;
import static io.copytaster.model.network.TestNetworks.fromScratch;
import static io.copytaster.model.network.TestNetworks.ids;
import static io.copytaster.model.network.TestNetworks.operatorsHere;
import static io.copytaster.model.network.TestNetworks.ranges;
import static io.copytaster.model.network.TestNetworks.run;
import static io.copytaster.model.network.TestNetworks.shape;
import static io.copytaster.model.network.TestNetworks.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.copytaster.model.batch.TokenBatch;
import io.copytaster.model.tokens.Tokens;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The network computes BERT, whatever its shape and whatever stands beside an article. */
class NetworkTest {

  static Stream<Arguments> shapes() {
    var shapes = new ArrayList<Arguments>();
    for (Operators operators : operatorsHere()) {
      if (!operators.has(Precision.FP32, Processor.ofThisMachine())) {
        continue;
      }
      for (Pooling pooling : Pooling.values()) {
        shapes.add(Arguments.of(operators, shape(64, 2, 4, Activation.GELU, pooling)));
      }
      for (Activation activation : Activation.values()) {
        shapes.add(Arguments.of(operators, shape(48, 3, 12, activation, Pooling.MEAN)));
      }
      shapes.add(Arguments.of(operators, shape(32, 1, 1, Activation.GELU, Pooling.CLS)));
      for (int tokenTypes = 1; tokenTypes <= 2; tokenTypes++) {
        shapes.add(Arguments.of(operators, fromScratch(tokenTypes, Pooling.MEAN)));
        shapes.add(Arguments.of(operators, fromScratch(tokenTypes, Pooling.POOLER)));
      }
    }
    return shapes.stream();
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void fp32_anyShape_equalsTheReference(Operators operators, TransformerConfig config) {
    var weights = new RandomWeights(config, SEED);
    var reference = new ReferenceBert(config, weights);
    List<Tokens> texts = texts(config, 1, 2, 7, 31, 16);
    try (var network = Network.load(config, Compute.reference(), operators, null);
        var prepared = network.prepare(weights)) {
      float[] logits = network.forward(new TokenBatch(texts), prepared);
      for (int row = 0; row < texts.size(); row++) {
        double[] expected = reference.logits(ids(texts.get(row)));
        for (int label = 0; label < LABELS; label++) {
          assertThat((double) logits[row * LABELS + label])
              .as("row %d, label %d, seed %d", row, label, SEED)
              .isCloseTo(expected[label], within(1e-4));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void everyPrecision_batchedEqualsAlone(Precision precision) {
    for (Operators operators : operatorsHere()) {
      if (operators.has(precision, Processor.ofThisMachine())) {
        batchedEqualsAlone(operators, precision, shape(96, 3, 6, Activation.GELU, Pooling.MEAN));
        batchedEqualsAlone(operators, precision, fromScratch(1, Pooling.MEAN));
      }
    }
  }

  private static void batchedEqualsAlone(
      Operators operators, Precision precision, TransformerConfig config) {
    List<Tokens> texts = texts(config, 5, 64, 17, 1, 40, 3, 33);
    double tolerance = precision == Precision.FP32 ? 1e-5 : 2e-2;
    var weights = new RandomWeights(config, SEED);
    var compute = new Compute(Device.CPU, precision, 0);
    var ranges = ranges(operators, config, weights);
    try (var network = Network.load(config, compute, operators, ranges);
        var prepared = network.prepare(weights)) {
      float[] batched = network.forward(new TokenBatch(texts), prepared);
      for (int row = 0; row < texts.size(); row++) {
        float[] alone = network.forward(new TokenBatch(List.of(texts.get(row))), prepared);
        for (int label = 0; label < LABELS; label++) {
          assertThat((double) batched[row * LABELS + label])
              .as("%s %s, row %d, label %d", operators, precision, row, label)
              .isCloseTo(alone[label], within(tolerance));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Precision.class,
      names = {"BF16", "INT8"})
  void lowerPrecision_staysNearFp32(Precision precision) {
    staysNearFp32(shape(96, 3, 6, Activation.GELU, Pooling.MEAN), precision);
    staysNearFp32(fromScratch(1, Pooling.MEAN), precision);
  }

  private static void staysNearFp32(TransformerConfig config, Precision precision) {
    for (Operators operators : operatorsHere()) {
      if (operators.has(precision, Processor.ofThisMachine())) {
        staysNearFp32(config, precision, operators);
      }
    }
  }

  private static void staysNearFp32(
      TransformerConfig config, Precision precision, Operators operators) {
    var batch = new TokenBatch(texts(config, 20, 40, 30));
    var weights = new RandomWeights(config, SEED);
    float[] exact = run(config, Precision.FP32, operatorsHere().get(0), weights, batch);
    float[] lower = run(config, precision, operators, weights, batch);
    // Where they are kept small in pairs, weights as even as these have steps twice as wide.
    boolean coarse = precision == Precision.INT8 && Processor.ofThisMachine().addsInt8InPairs();
    float tolerance = coarse ? 0.3f : 0.15f;
    for (int i = 0; i < exact.length; i++) {
      assertThat(lower[i]).as("%s logit %d", operators, i).isCloseTo(exact[i], within(tolerance));
    }
  }

  @Test
  void encoderWithoutClassifier_givesPooledVectors() {
    var config =
        new TransformerConfig(50, 16, 1, 2, 32, 8, 2, 1e-12, Activation.GELU, Pooling.MEAN, 0, 0);
    var weights = new RandomWeights(config, SEED);
    var texts = texts(config, 3, 8);
    float[] pooled =
        run(config, Precision.FP32, operatorsHere().get(0), weights, new TokenBatch(texts));
    assertThat(pooled).hasSize(2 * 16);
    double[] expected = new ReferenceBert(config, weights).logits(ids(texts.get(1)));
    for (int j = 0; j < 16; j++) {
      assertThat((double) pooled[16 + j]).isCloseTo(expected[j], within(1e-5));
    }
  }

  @Test
  void lanesSideBySide_haveTheNumbersOfOne() throws Exception {
    var config = shape(32, 2, 2, Activation.GELU, Pooling.MEAN);
    try (var network = Network.load(config, Compute.reference());
        var prepared = network.prepare(new RandomWeights(config, SEED))) {
      var batch = new TokenBatch(texts(config, 9, 30, 17));
      float[] alone = network.forward(batch, prepared);
      var lanes = Executors.newFixedThreadPool(4);
      try {
        Callable<float[]> lane = () -> network.forwardInLane(batch, prepared);
        for (Future<float[]> computed : lanes.invokeAll(Collections.nCopies(200, lane))) {
          assertThat(computed.get()).containsExactly(alone, within(1e-5f));
        }
      } finally {
        lanes.shutdownNow();
      }
    }
  }

  @Test
  void articleThatCoresShare_hasTheNumbersOfOneCore() {
    var config =
        new TransformerConfig(
            97, 32, 2, 2, 64, 300, 2, 1e-12, Activation.GELU, Pooling.MEAN, 0, LABELS);
    var weights = new RandomWeights(config, SEED);
    List<Tokens> texts = texts(config, 300, 300);
    var together = new ArrayList<Float>();
    try (var network = Network.load(config, Compute.reference());
        var prepared = network.prepare(weights)) {
      float[] apart = network.forward(new TokenBatch(texts), prepared);
      for (Tokens text : texts) {
        for (float logit : network.forward(new TokenBatch(List.of(text)), prepared)) {
          together.add(logit);
        }
      }
      assertThat(together).hasSize(apart.length);
      for (int i = 0; i < apart.length; i++) {
        assertThat(together.get(i)).as("logit %d", i).isCloseTo(apart[i], within(1e-5f));
      }
    }
  }

  @Test
  void precisionTheOperatorsLack_isRefusedBeforeLoading() {
    var config = shape(32, 1, 2, Activation.GELU, Pooling.MEAN);
    assertThatThrownBy(
            () ->
                Network.load(
                    config, new Compute(Device.CPU, Precision.INT8, 0), Operators.PORTABLE, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("int8");
  }
}
