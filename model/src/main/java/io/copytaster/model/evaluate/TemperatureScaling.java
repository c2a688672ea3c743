package io.copytaster.model.evaluate;

/**
 * One number that makes confidence honest: logits are divided by it before the softmax, which
 * changes no label. Guo et al., "On Calibration of Modern Neural Networks" (ICML 2017).
 */
public final class TemperatureScaling {

  /** The range in which a temperature is sought. */
  public static final double LOWEST = 0.05;

  public static final double HIGHEST = 20;

  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;
  private static final double PRECISION = 1e-7;

  private TemperatureScaling() {}

  /**
   * The temperature with the least negative log-likelihood on held-out rows.
   *
   * <p>The likelihood is convex in 1 / T and so has one valley over ln T, which golden-section
   * search narrows. Where every row is right with room to spare, it is {@link #LOWEST}.
   *
   * @param logits raw, finite, shape (rows, labels)
   * @param labels the true label's index, shape (rows)
   * @return between {@link #LOWEST} and {@link #HIGHEST}; 1 if no other is better
   * @throws IllegalArgumentException if there is no row, a count differs, a label is none of the
   *     logits' or a logit is not finite
   */
  public static double fit(float[][] logits, int[] labels) {
    Outcomes.requireRows(labels, logits, logits.length == 0 ? 0 : logits[0].length);
    double low = Math.log(LOWEST);
    double high = Math.log(HIGHEST);
    double left = high - GOLDEN * (high - low);
    double right = low + GOLDEN * (high - low);
    double atLeft = negativeLogLikelihood(logits, labels, Math.exp(left));
    double atRight = negativeLogLikelihood(logits, labels, Math.exp(right));
    while (high - low > PRECISION) {
      if (atLeft <= atRight) {
        high = right;
        right = left;
        atRight = atLeft;
        left = high - GOLDEN * (high - low);
        atLeft = negativeLogLikelihood(logits, labels, Math.exp(left));
      } else {
        low = left;
        left = right;
        atLeft = atRight;
        right = low + GOLDEN * (high - low);
        atRight = negativeLogLikelihood(logits, labels, Math.exp(right));
      }
    }
    double best = Math.min(HIGHEST, Math.max(LOWEST, Math.exp((low + high) / 2)));
    double without = negativeLogLikelihood(logits, labels, 1);
    return negativeLogLikelihood(logits, labels, best) < without ? best : 1;
  }

  /** The mean over the rows of -ln p(true label), in nats. */
  static double negativeLogLikelihood(float[][] logits, int[] labels, double temperature) {
    double sum = 0;
    for (int row = 0; row < logits.length; row++) {
      sum -= LogSoftmax.at(logits[row], labels[row], temperature);
    }
    return sum / logits.length;
  }
}
