package io.copytaster.model.network;

import io.copytaster.model.batch.TokenBatch;
import io.copytaster.model.tokens.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Small networks of every shape, with what to compute and how it is computed here. */
final class TestNetworks {

  static final int LABELS = 5;
  static final long SEED = 20261123;

  private TestNetworks() {}

  static TransformerConfig shape(
      int hidden, int layers, int heads, Activation activation, Pooling pooling) {
    return new TransformerConfig(
        97, hidden, layers, heads, hidden * 2, 64, 2, 1e-12, activation, pooling, 0, LABELS);
  }

  /** The smallest network: one narrow layer, and a dense layer before the classifier. */
  static TransformerConfig fromScratch(int tokenTypes, Pooling pooling) {
    return new TransformerConfig(
        20_000, 32, 1, 2, 32, 256, tokenTypes, 1e-12, Activation.RELU, pooling, 20, LABELS);
  }

  static List<Tokens> texts(TransformerConfig config, int... lengths) {
    var random = new Random(SEED);
    var texts = new ArrayList<Tokens>();
    for (int length : lengths) {
      texts.add(new Tokens(random.ints(length, 0, config.vocabularySize()).toArray(), length > 40));
    }
    return texts;
  }

  static int[] ids(Tokens tokens) {
    var ids = new int[tokens.length()];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = tokens.id(i);
    }
    return ids;
  }

  /** The portable family runs everywhere, so it is tested everywhere. */
  static List<Operators> operatorsHere() {
    if (!Processor.ofThisMachine().isX86()) {
      return List.of(Operators.PORTABLE);
    }
    var here = new ArrayList<>(List.of(Operators.ONEDNN, Operators.PORTABLE, Operators.CALIBRATED));
    if (Operators.FBGEMM.has(Precision.INT8, Processor.ofThisMachine())) {
      here.add(Operators.FBGEMM);
    }
    return here;
  }

  static ActivationRanges observed(TransformerConfig config, RandomWeights weights) {
    try (var network = Network.load(config, Compute.reference());
        var prepared = network.prepare(weights)) {
      return network.observe(
          new TokenBatch(texts(config, 5, 64, 17, 40, 33, 20, 64, 50, 30, 64, 64, 9)), prepared);
    }
  }

  static @Nullable ActivationRanges ranges(
      Operators operators, TransformerConfig config, RandomWeights weights) {
    return operators.areCalibrated() ? observed(config, weights) : null;
  }

  static float[] run(
      TransformerConfig config,
      Precision precision,
      Operators operators,
      RandomWeights weights,
      TokenBatch batch) {
    var compute = new Compute(Device.CPU, precision, 0);
    var ranges = ranges(operators, config, weights);
    try (var network = Network.load(config, compute, operators, ranges);
        var prepared = network.prepare(weights)) {
      return network.forward(batch, prepared);
    }
  }
}
