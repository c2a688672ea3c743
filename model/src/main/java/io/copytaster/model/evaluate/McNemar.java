package io.copytaster.model.evaluate;

/**
 * Whether two classifiers differ on the same rows by more than chance: McNemar's test, exact.
 *
 * <p>Rows on which both are right or both are wrong say nothing. If the two were equally good, the
 * others would fall to either side like a fair coin (McNemar, Psychometrika 12, 1947).
 *
 * @param onlyFirst rows that the first alone has right
 * @param onlySecond rows that the second alone has right
 */
public record McNemar(long onlyFirst, long onlySecond) {

  /**
   * @throws IllegalArgumentException if they were not judged on as many rows
   */
  public static McNemar of(Correctness first, Correctness second) {
    return new McNemar(first.exceeding(second), second.exceeding(first));
  }

  /**
   * The two-sided p-value: 2 P(X ≤ the smaller count), X binomial with p = 1/2, at most 1. Exact at
   * any count, so no chi-squared approximation is needed for large ones.
   */
  public double pValue() {
    return Math.min(1, 2 * atMost(Math.min(onlyFirst, onlySecond)));
  }

  /**
   * The one-sided p-value towards the second: P(X ≤ {@code onlyFirst}), the probability that a
   * second classifier no better than the first looks so much better by chance. 1 where they never
   * differ.
   */
  public double oneSidedPValue() {
    return atMost(onlyFirst);
  }

  /** P(X ≤ most), X binomial over the differing rows with p = 1/2. */
  private double atMost(long most) {
    long pairs = onlyFirst + onlySecond;
    double logTerm = -pairs * Math.log(2);
    double sum = Math.exp(logTerm);
    for (long k = 1; k <= most; k++) {
      logTerm += Math.log((double) (pairs - k + 1) / k);
      sum += Math.exp(logTerm);
    }
    return Math.min(1, sum);
  }
}
