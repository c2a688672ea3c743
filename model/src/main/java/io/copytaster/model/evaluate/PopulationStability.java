package io.copytaster.model.evaluate;

import java.util.Map;
import java.util.TreeSet;

/**
 * The population stability index: how far apart two samples of one feature are, as the symmetric
 * Kullback-Leibler divergence of their histograms, {@code Σ (a - e) ln(a / e)} over the shares. By
 * convention below 0.1 nothing has changed and above 0.25 much has (Siddiqi, "Credit Risk
 * Scorecards", 2006).
 */
public final class PopulationStability {

  /** What every bin has before anything is counted, so that an empty one is not infinitely far. */
  static final double PRIOR = 0.5;

  private PopulationStability() {}

  /**
   * Compares counts by bin; a bin that only one has is empty in the other.
   *
   * @return 0 if the shares are equal; 0 as well where neither has any count
   */
  public static double index(Map<String, Long> expected, Map<String, Long> actual) {
    var bins = new TreeSet<>(expected.keySet());
    bins.addAll(actual.keySet());
    double expectedTotal = total(expected) + PRIOR * bins.size();
    double actualTotal = total(actual) + PRIOR * bins.size();
    double index = 0;
    for (String bin : bins) {
      double e = (expected.getOrDefault(bin, 0L) + PRIOR) / expectedTotal;
      double a = (actual.getOrDefault(bin, 0L) + PRIOR) / actualTotal;
      index += (a - e) * Math.log(a / e);
    }
    return index;
  }

  private static long total(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}
