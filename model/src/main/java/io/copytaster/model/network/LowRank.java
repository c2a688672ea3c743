package io.copytaster.model.network;

/**
 * Adapters of low rank beside every linear layer of the encoder (LoRA, Hu et al. 2021): its output
 * gains {@code alpha / rank × x A^T B^T}.
 *
 * @param rank rows of A and columns of B
 * @param alpha how far the adapters' outputs are scaled up
 */
public record LowRank(int rank, double alpha) {

  public LowRank {
    if (rank < 1) {
      throw new IllegalArgumentException("the adapters' rank must be at least 1: " + rank);
    }
    if (!(alpha > 0)) {
      throw new IllegalArgumentException("the adapters' alpha must be positive: " + alpha);
    }
  }

  /** What the product of B and A is multiplied by. */
  public double scaling() {
    return alpha / rank;
  }
}
