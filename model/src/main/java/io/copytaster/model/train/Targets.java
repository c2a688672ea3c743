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

  private Targets(int labels, double smoothing, double[] weights) {
    this.labels = labels;
    this.smoothing = smoothing;
    this.weights = weights;
  }

  /**
   * @param labels how many there are
   * @param expected the training rows' labels, which say how rare each is
   */
  static Targets of(int labels, int[] expected, Optimization plan) {
    var weights = new double[labels];
    Arrays.fill(weights, 1);
    if (plan.classWeights()) {
      for (int label = 0; label < labels; label++) {
        int wanted = label;
        long count = Arrays.stream(expected).filter(found -> found == wanted).count();
        weights[label] = (double) expected.length / labels / count;
      }
    }
    return new Targets(labels, plan.labelSmoothing(), weights);
  }

  /** Row-major, shape (rows, labels). */
  float[] of(Examples examples, int[] rows) {
    var targets = new float[rows.length * labels];
    for (int i = 0; i < rows.length; i++) {
      int label = examples.label(rows[i]);
      for (int k = 0; k < labels; k++) {
        double share = smoothing / labels + (k == label ? 1 - smoothing : 0);
        targets[i * labels + k] = (float) (weights[label] * share);
      }
    }
    return targets;
  }
}
