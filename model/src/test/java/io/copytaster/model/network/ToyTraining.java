package io.copytaster.model.network;

import io.copytaster.model.batch.TokenBatch;
import io.copytaster.model.tensors.Tensor;
import io.copytaster.model.tokens.Tokens;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A network of a few thousand weights in training, and a batch for it. */
final class ToyTraining {

  static final long SEED = 20261124;
  static final int LABELS = 3;
  static final LowRank RANK_4 = new LowRank(4, 8);
  static final TransformerConfig CONFIG =
      new TransformerConfig(
          50, 16, 2, 2, 24, 20, 2, 1e-12, Activation.GELU, Pooling.POOLER, 0, LABELS);

  private ToyTraining() {}

  static TrainingNetwork load(
      TransformerConfig config, Precision precision, @Nullable LowRank adapters) {
    return TrainingNetwork.load(config, new Compute(Device.CPU, precision, 0), adapters, 0);
  }

  static LearnedWeight learn(String name) {
    return new LearnedWeight(name, 1, false);
  }

  static TrainingStep step(long number, double rate) {
    return new TrainingStep(number, rate, 0.01, 1e9, 0.75, number);
  }

  static TokenBatch batch() {
    var random = new Random(SEED);
    return new TokenBatch(
        IntStream.of(9, 4, 9, 1)
            .mapToObj(length -> new Tokens(random.ints(length, 0, 50).toArray(), false))
            .toList());
  }

  static float[] targets() {
    return new float[] {1, 0, 0, 0, 1, 0, 0.1f, 0.1f, 0.8f, 0.5f, 0, 0};
  }

  static float[] floats(Map<String, Tensor> tensors, String name) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new AssertionError("no tensor " + name);
    }
    var values = new float[tensor.data().remaining() / 4];
    tensor.data().asFloatBuffer().get(values);
    return values;
  }
}
