package io.copytaster.model.evaluate;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What is compared with the training: a property of every labelled article, in bins. */
public enum DriftFeature {
  /** The label the model gave: each its own bin. */
  LABEL(),
  /** The probability of that label; finer where a trained model mostly is. */
  CONFIDENCE(0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99),
  /** The share of word pieces that the vocabulary does not have; the first bin is none at all. */
  UNKNOWN_TOKENS(0, Double.MIN_VALUE, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5),
  /** Word pieces read, special ones included. */
  LENGTH(0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 128, 192, 256, 384, 512);

  /** Where bins begin, ascending; none for a feature whose values are their own bins. */
  private final double[] edges;

  private final List<String> bins;

  DriftFeature(double... edges) {
    this.edges = edges;
    this.bins = Arrays.stream(edges).mapToObj(DriftFeature::spell).toList();
  }

  /** As files and meters have it, such as {@code unknown-tokens}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The names of all bins in their order; empty where every value is a bin of its own. */
  List<String> bins() {
    return bins;
  }

  /** The bin of a number: its name is where it begins. */
  String bin(double value) {
    int at = Arrays.binarySearch(edges, value);
    return bins.get(Math.max(0, at >= 0 ? at : -at - 2));
  }

  /** Those bins that this feature does not have. */
  Set<String> unknownAmong(Set<String> names) {
    return bins.isEmpty()
        ? Set.of()
        : names.stream().filter(name -> !bins.contains(name)).collect(Collectors.toSet());
  }

  private static String spell(double edge) {
    if (edge == Double.MIN_VALUE) {
      return "above 0";
    }
    return edge == Math.rint(edge) ? Long.toString((long) edge) : Double.toString(edge);
  }
}
