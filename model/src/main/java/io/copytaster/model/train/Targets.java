package io.copytaster.model.train;

import java.util.Arrays;

/**
 * What the network should have answered, as its loss wants it: each row a distribution over the
 * labels, times the weight of its label.
 */
final class Targets {

  private final int labels;
  private final double smoothing;
  private final double[] weights;
  private final double taught;

  private Targets(int labels, double smoothing, double[] weights, double taught) {
    this.labels = labels;
    this.smoothing = smoothing;
    this.weights = weights;
    this.taught = taught;
  }

  /**
   * @param labels how many there are
   * @param expected the training rows' labels, which say how rare each is
   * @param taught share of a row's target that is the teacher's, if the rows have one
   */
  static Targets of(int labels, int[] expected, Optimization plan, double taught) {
    var weights = new double[labels];
    Arrays.fill(weights, 1);
    if (plan.classWeights()) {
      for (int label = 0; label < labels; label++) {
        int wanted = label;
        long count = Arrays.stream(expected).filter(found -> found == wanted).count();
        weights[label] = (double) expected.length / labels / count;
      }
    }
    return new Targets(labels, plan.labelSmoothing(), weights, taught);
  }

  /** Row-major, shape (rows, labels). */
  float[] of(Examples examples, int[] rows) {
    var targets = new float[rows.length * labels];
    for (int i = 0; i < rows.length; i++) {
      int label = examples.label(rows[i]);
      double teacher = examples.isTaught() ? taught : 0;
      for (int k = 0; k < labels; k++) {
        double share = smoothing / labels + (k == label ? 1 - smoothing : 0);
        if (teacher > 0) {
          share = (1 - teacher) * share + teacher * examples.answer(rows[i], k);
        }
        targets[i * labels + k] = (float) (weights[label] * share);
      }
    }
    return targets;
  }
}
