package io.copytaster.benchmarks.lineup;

import io.copytaster.benchmarks.measure.Amount;
import io.copytaster.model.batch.TokenBatch;
import io.copytaster.model.network.TransformerConfig;
import java.util.Arrays;

/** The matrix products in an encoder: all that its speed is compared with the processor's by. */
public record MatrixWork(int layers, int hidden, int intermediate) {

  public static MatrixWork of(TransformerConfig config) {
    return new MatrixWork(config.layers(), config.hiddenSize(), config.intermediateSize());
  }

  /**
   * Multiplications and additions for an article: four linears of the attention, two of the
   * feed-forward part, queries by keys and weights by values.
   */
  public double operations(long tokens) {
    double linear = 2.0 * hidden * (4.0 * hidden + 2.0 * intermediate);
    double attention = 4.0 * hidden * tokens;
    return layers * tokens * (linear + attention);
  }

  /** Padding counts as computed, but not as work. */
  public Amount amount(TokenBatch batch) {
    return new Amount(
        batch.size(),
        batch.tokens(),
        batch.paddedTokens(),
        Arrays.stream(batch.lengths()).mapToDouble(this::operations).sum());
  }
}
