package io.copytaster.model.checkpoint;

import io.copytaster.model.tensors.DType;
import io.copytaster.model.tensors.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was trained over a frozen encoder: low-rank updates of its linear layers, and whole layers.
 *
 * <p>A layer's effective weight is {@code W + alpha / rank * B A}.
 *
 * @param rank of every update
 * @param alpha the updates' scale, times the rank
 * @param factors by the layer's name in the network, such as {@code
 *     encoder.layer.0.attention.self.query}
 * @param saved weights that replace the encoder's, or that it has not, by their name in the
 *     network: {@code pooler.dense.weight}, {@code classifier.bias}
 * @see <a href="https://arxiv.org/abs/2106.09685">Hu et al., LoRA</a>
 */
public record LoraAdapter(
    int rank, double alpha, Map<String, Factors> factors, Map<String, Tensor> saved) {

  /**
   * One layer's update in fp32.
   *
   * @param a shape (rank, in)
   * @param b shape (out, rank)
   */
  public record Factors(Tensor a, Tensor b) {}

  /**
   * @throws IllegalArgumentException if a factor is not of this rank, or there is none
   */
  public LoraAdapter {
    factors = Collections.unmodifiableMap(new LinkedHashMap<>(factors));
    saved = Collections.unmodifiableMap(new LinkedHashMap<>(saved));
    if (rank < 1 || !(alpha > 0) || Double.isInfinite(alpha) || factors.isEmpty()) {
      throw new IllegalArgumentException(
          "an adapter needs a rank, an alpha and factors: rank %d, alpha %s, %d factors"
              .formatted(rank, alpha, factors.size()));
    }
    for (Map.Entry<String, Factors> layer : factors.entrySet()) {
      requireRank(layer.getKey() + " A", layer.getValue().a(), 0, rank);
      requireRank(layer.getKey() + " B", layer.getValue().b(), 1, rank);
    }
  }

  private static void requireRank(String name, Tensor factor, int dimension, int rank) {
    List<Long> shape = factor.info().shape();
    if (factor.info().dtype() != DType.F32 || shape.size() != 2 || shape.get(dimension) != rank) {
      throw new IllegalArgumentException(
          "%s is %s of shape %s; it must be an F32 matrix with %d at place %d"
              .formatted(name, factor.info().dtype(), shape, rank, dimension));
    }
  }
}
