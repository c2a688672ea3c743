package io.copytaster.benchmarks.measure;

import org.jspecify.annotations.Nullable;

/**
 * What one contender of the inference benchmarks did in one turn.
 *
 * @param latency of single articles; null where nobody waited for one
 * @param peakMebibytes resident, of a process of its own; null if it ran in this one
 * @param accuracy share of the articles that got the label they are known to have; null where that
 *     was not asked
 */
public record Turn(
    Amount amount,
    double seconds,
    @Nullable Latency latency,
    @Nullable Long peakMebibytes,
    @Nullable Double accuracy)
    implements Lap {

  private static final double GIGA = 1e9;

  /** With nothing else to tell. */
  public static Turn of(Amount amount, double seconds) {
    return new Turn(amount, seconds, null, null, null);
  }

  /** From {@link System#nanoTime} until now. */
  public static Turn since(long began, Amount amount) {
    return of(amount, (System.nanoTime() - began) / GIGA);
  }

  public Turn with(Latency measured) {
    return new Turn(amount, seconds, measured, peakMebibytes, accuracy);
  }

  public Turn withPeak(long mebibytes) {
    return new Turn(amount, seconds, latency, mebibytes, accuracy);
  }

  public Turn withAccuracy(double share) {
    return new Turn(amount, seconds, latency, peakMebibytes, share);
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
