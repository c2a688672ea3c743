package io.copytaster.benchmarks.measure;

import java.util.Arrays;
import java.util.Locale;

/**
 * A figure measured several times.
 *
 * @param low the least found
 * @param high the greatest found
 */
public record Spread(double median, double low, double high) {

  /**
   * @param found at least one
   */
  public static Spread of(double... found) {
    if (found.length == 0) {
      throw new IllegalArgumentException("nothing was measured");
    }
    double[] sorted = found.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    double median = sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    return new Spread(median, sorted[0], sorted[sorted.length - 1]);
  }

  /** As {@code 81.2 (79.0–83.5)}. */
  public String text(int digits) {
    String format = "%." + digits + "f (%." + digits + "f–%." + digits + "f)";
    return String.format(Locale.ROOT, format, median, low, high);
  }
}
