package io.copytaster.model.train;

import io.copytaster.model.network.Pooling;

/**
 * The shape of a network that is trained from nothing.
 *
 * @param hiddenSize of a token's vector
 * @param heads among which the vector is divided
 * @param intermediateSize of the feed-forward layer
 * @param maxPositions the longest article in tokens, special ones included
 * @param classifierDense width of the layer before the classifier; 0 for none
 */
public record ScratchShape(
    int hiddenSize,
    int layers,
    int heads,
    int intermediateSize,
    int maxPositions,
    Pooling pooling,
    int classifierDense) {

  /** One block, 32 wide with 2 heads: enough to tell desks apart, and trained in a minute. */
  public static ScratchShape withDefaults() {
    return new ScratchShape(32, 1, 2, 32, 256, Pooling.MEAN, 20);
  }
}
