package io.copytaster.model.train;

/**
 * A linear classifier: logits = W x + b.
 *
 * @param weight row-major, shape (labels, size)
 * @param bias shape (labels)
 */
record LinearHead(float[] weight, float[] bias) {

  LinearHead {
    if (bias.length == 0 || weight.length % bias.length != 0) {
      throw new IllegalArgumentException(
          weight.length + " weights do not make rows for " + bias.length + " labels");
    }
  }

  static LinearHead zeros(int labels, int size) {
    return new LinearHead(new float[labels * size], new float[labels]);
  }

  int labels() {
    return bias.length;
  }

  int size() {
    return weight.length / bias.length;
  }

  /** Writes the logits of one vector into {@code logits}. */
  void logits(float[] vector, double[] logits) {
    int size = size();
    for (int label = 0; label < bias.length; label++) {
      double sum = bias[label];
      for (int i = 0; i < size; i++) {
        sum += weight[label * size + i] * vector[i];
      }
      logits[label] = sum;
    }
  }

  /** The label with the largest logit. */
  int predict(float[] vector) {
    var logits = new double[labels()];
    logits(vector, logits);
    int best = 0;
    for (int label = 1; label < logits.length; label++) {
      if (logits[label] > logits[best]) {
        best = label;
      }
    }
    return best;
  }
}
