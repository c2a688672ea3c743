package io.copytaster.model.evaluate;

import java.util.ArrayList;
import java.util.List;

/**
 * How well one label is told from the others. What would be 0 / 0 is 0, as in scikit-learn.
 *
 * @param precision of the rows given this label, the share that have it
 * @param recall of the rows that have this label, the share given it
 * @param f1 the harmonic mean of both
 * @param support how many rows have this label
 * @param predicted how many rows were given this label
 */
public record ClassScore(
    String label, double precision, double recall, double f1, long support, long predicted) {

  /** Every label's scores, in the order of the label set. */
  static List<ClassScore> of(ConfusionMatrix confusion) {
    var scores = new ArrayList<ClassScore>();
    for (int label = 0; label < confusion.labels().size(); label++) {
      long right = confusion.count(label, label);
      long support = confusion.support(label);
      long predicted = confusion.predicted(label);
      scores.add(
          new ClassScore(
              confusion.labels().name(label),
              ratio(right, predicted),
              ratio(right, support),
              ratio(2 * right, support + predicted),
              support,
              predicted));
    }
    return List.copyOf(scores);
  }

  /** Whether the label occurs at all, as a truth or a prediction. */
  boolean occurs() {
    return support + predicted > 0;
  }

  private static double ratio(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }
}
