package io.copytaster.benchmarks.measure;

/**
 * How much work something is.
 *
 * @param articles of it
 * @param tokens of the articles themselves
 * @param computedTokens with the padding of the batches they were computed in; 0 where nothing was
 * @param operations multiplications and additions that the articles' own tokens take in matrix
 *     products; 0 where there are none
 */
public record Amount(long articles, long tokens, long computedTokens, double operations) {

  public static final Amount NONE = new Amount(0, 0, 0, 0);

  /** Matrix products by themselves. */
  public static Amount products(double operations) {
    return new Amount(0, 0, 0, operations);
  }

  public Amount plus(Amount other) {
    return new Amount(
        articles + other.articles,
        tokens + other.tokens,
        computedTokens + other.computedTokens,
        operations + other.operations);
  }

  /** Share of the computed tokens that are nobody's, 0 to 1. */
  public double padding() {
    return computedTokens == 0 ? 0 : 1 - (double) tokens / computedTokens;
  }
}
