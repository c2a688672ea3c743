package io.copytaster.model.evaluate;

import java.util.ArrayList;
import java.util.List;

/**
 * How far confidence can be believed: rows in bins of equal width by the probability of the
 * predicted label, as in Guo et al., "On Calibration of Modern Neural Networks" (ICML 2017). Bin m
 * of M holds the confidences in ((m - 1) / M, m / M].
 */
public record Calibration(List<Bin> bins) {

  /** The usual number of bins. */
  public static final int BINS = 15;

  /**
   * The rows of like confidence.
   *
   * @param lower exclusive
   * @param upper inclusive
   * @param confidence the mean confidence; 0 without rows
   * @param accuracy the share that is right; 0 without rows
   */
  public record Bin(double lower, double upper, long rows, double confidence, double accuracy) {}

  public Calibration {
    bins = List.copyOf(bins);
  }

  static Calibration of(Outcomes outcomes, int binCount) {
    var rows = new long[binCount];
    var right = new long[binCount];
    var confidences = new double[binCount];
    for (int row = 0; row < outcomes.rows(); row++) {
      double confidence = outcomes.confidence(row);
      int bin = Math.max(0, (int) Math.ceil(confidence * binCount) - 1);
      rows[bin]++;
      right[bin] += outcomes.isRight(row) ? 1 : 0;
      confidences[bin] += confidence;
    }
    var bins = new ArrayList<Bin>();
    for (int bin = 0; bin < binCount; bin++) {
      double count = Math.max(1, rows[bin]);
      bins.add(
          new Bin(
              (double) bin / binCount,
              (double) (bin + 1) / binCount,
              rows[bin],
              confidences[bin] / count,
              right[bin] / count));
    }
    return new Calibration(bins);
  }

  /** The mean over all rows of |accuracy - confidence| of their bins, from 0 to 1. */
  public double expectedError() {
    double rows = bins.stream().mapToLong(Bin::rows).sum();
    return bins.stream()
        .mapToDouble(bin -> bin.rows() / rows * Math.abs(bin.accuracy() - bin.confidence()))
        .sum();
  }
}
