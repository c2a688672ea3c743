package io.copytaster.model.evaluate;

import io.copytaster.model.label.LabelSet;
import java.util.Arrays;
import java.util.List;

/**
 * How often each label was taken for each other.
 *
 * @param counts rows are true labels, columns predicted ones, both in the order of the label set
 */
public record ConfusionMatrix(LabelSet labels, List<List<Long>> counts) {

  public ConfusionMatrix {
    counts = counts.stream().map(List::copyOf).toList();
    for (List<Long> row : counts) {
      if (counts.size() != labels.size() || row.size() != labels.size()) {
        throw new IllegalArgumentException(
            "a confusion matrix of %d labels has as many rows and columns: %s"
                .formatted(labels.size(), counts));
      }
    }
  }

  static ConfusionMatrix of(Outcomes outcomes) {
    int size = outcomes.labels().size();
    var counts = new Long[size][size];
    for (Long[] row : counts) {
      Arrays.fill(row, 0L);
    }
    for (int row = 0; row < outcomes.rows(); row++) {
      counts[outcomes.expected(row)][outcomes.predicted(row)]++;
    }
    return new ConfusionMatrix(outcomes.labels(), Arrays.stream(counts).map(List::of).toList());
  }

  public long count(int expected, int predicted) {
    return counts.get(expected).get(predicted);
  }

  /** How many rows have this true label. */
  public long support(int label) {
    return counts.get(label).stream().mapToLong(Long::longValue).sum();
  }

  /** How many rows were given this label, rightly or not. */
  public long predicted(int label) {
    return counts.stream().mapToLong(row -> row.get(label)).sum();
  }

  public long rows() {
    return counts.stream().flatMap(List::stream).mapToLong(Long::longValue).sum();
  }

  /** How many rows were given their true label. */
  public long right() {
    long right = 0;
    for (int label = 0; label < labels.size(); label++) {
      right += count(label, label);
    }
    return right;
  }
}
