package io.copytaster.streams.retrain;

import io.copytaster.model.dataset.LabeledText;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;

/**
 * A sample of older rows, so that what a window does not show is not forgotten.
 *
 * <p>Row by row the label that has fewest so far is served, the window's own rows counted: so all
 * labels end as even as the rows allow. Reviewed rows go before base rows.
 *
 * @param seed the same seed and rows give the same sample
 * @param labels every one that must not be forgotten, each of which gets at least one row if there
 *     is any
 */
record Replay(long seed, List<String> labels) {

  Replay {
    labels = List.copyOf(labels);
  }

  /**
   * @param window the rows that are learned anyway
   * @param older reviewed rows before it
   * @param base further rows
   * @param wanted how many at most, labels that would have no row at all not counted
   */
  List<LabeledText> sample(
      List<LabeledText> window, List<LabeledText> older, List<LabeledText> base, long wanted) {
    Map<String, Integer> counts = new HashMap<>();
    window.forEach(row -> counts.merge(String.valueOf(row.label()), 1, Integer::sum));
    Map<String, Deque<LabeledText>> pools = pools(older, base);
    var sample = new ArrayList<LabeledText>();
    while (true) {
      Optional<String> poorest = poorest(pools, counts);
      if (poorest.isEmpty()) {
        return sample;
      }
      boolean missing = counts.getOrDefault(poorest.get(), 0) == 0;
      if (sample.size() >= wanted && !missing) {
        return sample;
      }
      sample.add(pool(pools, poorest.get()).remove());
      counts.merge(poorest.get(), 1, Integer::sum);
    }
  }

  /** Of the labels that have rows left, the one with the fewest taken; the first of equals. */
  private Optional<String> poorest(
      Map<String, Deque<LabeledText>> pools, Map<String, Integer> counts) {
    String best = null;
    for (String label : labels) {
      boolean fewer = best == null || counts.getOrDefault(label, 0) < counts.getOrDefault(best, 0);
      if (fewer && !pool(pools, label).isEmpty()) {
        best = label;
      }
    }
    return Optional.ofNullable(best);
  }

  private static Deque<LabeledText> pool(Map<String, Deque<LabeledText>> pools, String label) {
    return Objects.requireNonNull(pools.get(label));
  }

  private Map<String, Deque<LabeledText>> pools(List<LabeledText> older, List<LabeledText> base) {
    Map<String, Deque<LabeledText>> pools = new HashMap<>();
    labels.forEach(label -> pools.put(label, new ArrayDeque<>()));
    for (List<LabeledText> source : List.of(older, base)) {
      var shuffled = new ArrayList<>(source);
      Collections.shuffle(shuffled, new Random(seed));
      for (LabeledText row : shuffled) {
        Deque<LabeledText> pool = pools.get(String.valueOf(row.label()));
        if (pool != null) {
          pool.add(row);
        }
      }
    }
    return pools;
  }
}
