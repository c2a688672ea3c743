package io.copytaster.benchmarks.measure;

import org.jspecify.annotations.Nullable;

/**
 * What one contender of the inference benchmarks did in one turn.
 *
 * @param latency of single articles; null where nobody waited for one
 * @param peakMebibytes resident, of a process of its own; null if it ran in this one
 */
public record Turn(
    Amount amount, double seconds, @Nullable Latency latency, @Nullable Long peakMebibytes)
    implements Lap {

  private static final double GIGA = 1e9;

  /** From {@link System#nanoTime} until now, without latencies. */
  public static Turn since(long began, Amount amount) {
    return new Turn(amount, (System.nanoTime() - began) / GIGA, null, null);
  }

  public Turn with(Latency measured) {
    return new Turn(amount, seconds, measured, peakMebibytes);
  }

  /** Articles; of matrix products by themselves, operations. */
  @Override
  public double perSecond() {
    return (amount.articles() > 0 ? amount.articles() : amount.operations()) / seconds;
  }

  public double articlesPerSecond() {
    return amount.articles() / seconds;
  }

  public double tokensPerSecond() {
    return amount.tokens() / seconds;
  }

  /** Billions of useful multiplications and additions per second. */
  public double gigaflops() {
    return amount.operations() / seconds / GIGA;
  }
}
