package io.copytaster.model.train;

import io.copytaster.model.network.TransformerConfig;
import io.copytaster.model.network.WeightLayout;
import io.copytaster.model.tensors.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Weights to start training from, drawn from a seed: embeddings uniformly from ±0.05, linear layers
 * by Glorot and Bengio (2010), layer norms that change nothing, biases 0.
 *
 * <p>BERT's own normal(0, 0.02) suits wide layers; in a network 32 wide it leaves the signal so
 * small that an epoch is lost on it.
 */
final class InitialWeights {

  private static final double EMBEDDING_LIMIT = 0.05;

  private InitialWeights() {}

  /**
   * Every weight of the network, in the order and under the names of its {@link WeightLayout}. The
   * same seed gives the same bytes.
   */
  static Map<String, Tensor> of(TransformerConfig config, long seed) {
    var random = new Random(seed);
    var tensors = new LinkedHashMap<String, Tensor>();
    for (WeightLayout.Entry weight : WeightLayout.of(config)) {
      tensors.put(weight.name(), Tensor.ofFloats(weight.shape(), values(weight, random)));
    }
    return tensors;
  }

  private static float[] values(WeightLayout.Entry weight, Random random) {
    List<Long> shape = weight.shape();
    var values = new float[Math.toIntExact(shape.stream().reduce(1L, Math::multiplyExact))];
    if (shape.size() == 2) {
      double limit = limit(weight);
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) ((random.nextDouble() * 2 - 1) * limit);
      }
    } else if (weight.name().endsWith("LayerNorm.weight")) {
      Arrays.fill(values, 1);
    }
    return values;
  }

  /** Half the width of the interval that a matrix is drawn from. */
  private static double limit(WeightLayout.Entry matrix) {
    if (matrix.name().startsWith("embeddings.")) {
      return EMBEDDING_LIMIT;
    }
    return Math.sqrt(6.0 / (matrix.shape().get(0) + matrix.shape().get(1)));
  }
}
