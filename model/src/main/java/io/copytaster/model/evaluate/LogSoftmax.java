package io.copytaster.model.evaluate;

/** The logarithm of a softmax, in double precision, for logits of any finite size. */
final class LogSoftmax {

  private LogSoftmax() {}

  /**
   * ln p(index), where p is the softmax of logits / temperature. Shifted by the maximum, so that
   * the largest exponential is 1; exact where p itself would underflow to 0.
   */
  static double at(float[] logits, int index, double temperature) {
    double max = logits[argmax(logits)];
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp((logit - max) / temperature);
    }
    return (logits[index] - max) / temperature - Math.log(sum);
  }

  /** The largest logit's index; of equals, the first. */
  static int argmax(float[] logits) {
    int best = 0;
    for (int i = 1; i < logits.length; i++) {
      if (logits[i] > logits[best]) {
        best = i;
      }
    }
    return best;
  }
}
