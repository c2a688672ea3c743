package io.copytaster.model.evaluate;

import io.copytaster.model.label.LabelSet;
import java.util.Arrays;

/**
 * What a classifier said of articles whose labels are known: the raw material of every figure.
 *
 * <p>Where two logits are equal and largest, the first label counts as predicted.
 */
public final class Outcomes {

  private final LabelSet labels;
  private final int[] expected;
  private final float[][] logits;
  private final double temperature;

  private Outcomes(LabelSet labels, int[] expected, float[][] logits, double temperature) {
    this.labels = labels;
    this.expected = expected;
    this.logits = logits;
    this.temperature = temperature;
  }

  /**
   * Copies and checks everything.
   *
   * @param expected the true label's index, shape (rows)
   * @param logits finite, shape (rows, labels)
   * @param temperature divides the logits before the softmax; 1 leaves them
   * @throws IllegalArgumentException if there is no row, a count differs, or a value is no label,
   *     no finite logit or no positive temperature
   */
  public static Outcomes of(LabelSet labels, int[] expected, float[][] logits, double temperature) {
    if (!(temperature > 0 && Double.isFinite(temperature))) {
      throw new IllegalArgumentException("the temperature must be positive: " + temperature);
    }
    requireRows(expected, logits, labels.size());
    var copies = new float[logits.length][];
    for (int row = 0; row < logits.length; row++) {
      copies[row] = logits[row].clone();
    }
    return new Outcomes(labels, expected.clone(), copies, temperature);
  }

  static void requireRows(int[] expected, float[][] logits, int labels) {
    if (expected.length == 0) {
      throw new IllegalArgumentException("there is no row to evaluate");
    }
    if (expected.length != logits.length) {
      throw new IllegalArgumentException(
          expected.length + " labels for " + logits.length + " rows of logits");
    }
    for (int row = 0; row < expected.length; row++) {
      if (logits[row].length != labels) {
        throw new IllegalArgumentException(
            "row %d has %d logits for %d labels".formatted(row, logits[row].length, labels));
      }
      if (expected[row] < 0 || expected[row] >= labels) {
        throw new IllegalArgumentException(
            "row %d has label %d, and there are %d".formatted(row, expected[row], labels));
      }
      for (float logit : logits[row]) {
        if (!Float.isFinite(logit)) {
          throw new IllegalArgumentException(
              "row %d has logits that are not finite: %s"
                  .formatted(row, Arrays.toString(logits[row])));
        }
      }
    }
  }

  public LabelSet labels() {
    return labels;
  }

  public int rows() {
    return expected.length;
  }

  /** The true label's index. */
  public int expected(int row) {
    return expected[row];
  }

  /** The most probable label's index. */
  public int predicted(int row) {
    return LogSoftmax.argmax(logits[row]);
  }

  public boolean isRight(int row) {
    return predicted(row) == expected[row];
  }

  /** The predicted label's probability. */
  public double confidence(int row) {
    return Math.exp(LogSoftmax.at(logits[row], predicted(row), temperature));
  }

  /** The natural logarithm of the true label's probability. */
  public double logLikelihood(int row) {
    return LogSoftmax.at(logits[row], expected[row], temperature);
  }
}
