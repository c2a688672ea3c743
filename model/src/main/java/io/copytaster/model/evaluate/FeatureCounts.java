package io.copytaster.model.evaluate;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * How often each bin of each feature was seen, in memory that does not grow with the articles. For
 * one thread.
 */
public final class FeatureCounts {

  /** Different labels that are told apart; more than any taxonomy has. */
  static final int MAX_LABELS = 512;

  /** The bin of the labels beyond these. */
  static final String OTHER = "(other)";

  private final Map<DriftFeature, Map<String, Long>> counts = new EnumMap<>(DriftFeature.class);
  private long articles;

  public FeatureCounts() {
    for (DriftFeature feature : DriftFeature.values()) {
      counts.put(feature, new TreeMap<>());
    }
  }

  /**
   * Counts one labelled article.
   *
   * @param confidence probability of the label, 0 to 1
   * @param tokens word pieces read, special ones included
   * @param unknownTokens how many of these the vocabulary does not have
   */
  public void add(String label, double confidence, int tokens, int unknownTokens) {
    articles++;
    Map<String, Long> labels = of(DriftFeature.LABEL);
    boolean toldApart = labels.containsKey(label) || labels.size() < MAX_LABELS;
    labels.merge(toldApart ? label : OTHER, 1L, Long::sum);
    count(DriftFeature.CONFIDENCE, confidence);
    count(DriftFeature.UNKNOWN_TOKENS, tokens == 0 ? 0 : (double) unknownTokens / tokens);
    count(DriftFeature.LENGTH, tokens);
  }

  /** Articles counted. */
  public long articles() {
    return articles;
  }

  /** Counts by bin; a view. */
  public Map<String, Long> counts(DriftFeature feature) {
    return Collections.unmodifiableMap(of(feature));
  }

  /** Both together, in new memory. */
  public FeatureCounts plus(FeatureCounts other) {
    var sum = new FeatureCounts();
    for (FeatureCounts each : new FeatureCounts[] {this, other}) {
      sum.articles += each.articles;
      each.counts.forEach(
          (feature, bins) ->
              bins.forEach((bin, count) -> sum.of(feature).merge(bin, count, Long::sum)));
    }
    return sum;
  }

  /** Puts down what was counted elsewhere. */
  void put(DriftFeature feature, Map<String, Long> bins) {
    of(feature).putAll(bins);
    if (feature == DriftFeature.LABEL) {
      articles = bins.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  private void count(DriftFeature feature, double value) {
    of(feature).merge(feature.bin(value), 1L, Long::sum);
  }

  private Map<String, Long> of(DriftFeature feature) {
    return Objects.requireNonNull(counts.get(feature));
  }
}
