package io.copytaster.model.train;

import java.util.List;
import java.util.Random;

/**
 * Fits a {@link LinearHead} to vectors by minimising cross-entropy with Adam (Kingma and Ba 2015)
 * and decoupled weight decay, the rate falling linearly to nothing.
 *
 * @param learningRate at the first step
 * @param weightDecay share of the weights given up per step, times the rate
 */
record SoftmaxRegression(
    int epochs, int batch, double learningRate, double weightDecay, long seed) {

  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;

  /** Good for sentence vectors of length one. */
  static SoftmaxRegression withSeed(long seed) {
    return new SoftmaxRegression(30, 256, 0.02, 0.001, seed);
  }

  LinearHead fit(List<float[]> vectors, int[] labels, int classes) {
    int size = vectors.get(0).length;
    var head = LinearHead.zeros(classes, size);
    var ofWeight = new Adam(head.weight(), weightDecay);
    var ofBias = new Adam(head.bias(), 0);
    int[] order = new int[labels.length];
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    var random = new Random(seed);
    int steps = epochs * ((order.length + batch - 1) / batch);
    int step = 0;
    for (int epoch = 0; epoch < epochs; epoch++) {
      shuffle(order, random);
      for (int from = 0; from < order.length; from += batch) {
        int to = Math.min(from + batch, order.length);
        double rate = learningRate * (1 - (double) step / steps);
        step++;
        var weightGradient = new double[head.weight().length];
        var biasGradient = new double[classes];
        for (int i = from; i < to; i++) {
          accumulate(
              head,
              vectors.get(order[i]),
              labels[order[i]],
              to - from,
              weightGradient,
              biasGradient);
        }
        ofWeight.step(weightGradient, rate, step);
        ofBias.step(biasGradient, rate, step);
      }
    }
    return head;
  }

  /** Adds the gradient of one vector's cross-entropy, divided by the rows of its batch. */
  private static void accumulate(
      LinearHead head, float[] vector, int label, int rows, double[] weight, double[] bias) {
    var p = new double[head.labels()];
    head.logits(vector, p);
    softmax(p);
    p[label] -= 1;
    for (int k = 0; k < p.length; k++) {
      double error = p[k] / rows;
      bias[k] += error;
      for (int i = 0; i < vector.length; i++) {
        weight[k * vector.length + i] += error * vector[i];
      }
    }
  }

  private static void softmax(double[] p) {
    double max = Double.NEGATIVE_INFINITY;
    for (double logit : p) {
      max = Math.max(max, logit);
    }
    double sum = 0;
    for (int k = 0; k < p.length; k++) {
      p[k] = Math.exp(p[k] - max);
      sum += p[k];
    }
    for (int k = 0; k < p.length; k++) {
      p[k] /= sum;
    }
  }

  private static void shuffle(int[] order, Random random) {
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
  }

  /** One parameter's running moments. */
  private static final class Adam {
    private final float[] parameter;
    private final double decay;
    private final double[] mean;
    private final double[] square;

    private Adam(float[] parameter, double decay) {
      this.parameter = parameter;
      this.decay = decay;
      this.mean = new double[parameter.length];
      this.square = new double[parameter.length];
    }

    private void step(double[] gradient, double rate, int step) {
      double unbias1 = 1 - Math.pow(BETA1, step);
      double unbias2 = 1 - Math.pow(BETA2, step);
      for (int i = 0; i < parameter.length; i++) {
        mean[i] = BETA1 * mean[i] + (1 - BETA1) * gradient[i];
        square[i] = BETA2 * square[i] + (1 - BETA2) * gradient[i] * gradient[i];
        double update = mean[i] / unbias1 / (Math.sqrt(square[i] / unbias2) + EPSILON);
        parameter[i] -= (float) (rate * (update + decay * parameter[i]));
      }
    }
  }
}
