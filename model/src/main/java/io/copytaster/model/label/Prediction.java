package io.copytaster.model.label;

import java.util.Arrays;

/** What the classifier says of one article: a probability for every label. */
public final class Prediction {

  private final LabelSet labels;
  private final float[] logits;
  private final float[] scores;
  private final int best;

  private Prediction(LabelSet labels, float[] logits, float[] scores) {
    this.labels = labels;
    this.logits = logits;
    this.scores = scores;
    int argmax = 0;
    for (int i = 1; i < scores.length; i++) {
      if (scores[i] > scores[argmax]) {
        argmax = i;
      }
    }
    this.best = argmax;
  }

  /**
   * The softmax of the logits, shifted by their maximum so that no finite logit overflows.
   *
   * @param logits one per label, finite
   * @param temperature divides the logits first; 1 leaves them
   * @throws IllegalArgumentException if the counts differ or a logit is not finite
   */
  public static Prediction ofLogits(LabelSet labels, float[] logits, double temperature) {
    if (logits.length != labels.size()) {
      throw new IllegalArgumentException(
          logits.length + " logits for " + labels.size() + " labels " + labels.names());
    }
    float max = Float.NEGATIVE_INFINITY;
    for (float logit : logits) {
      if (!Float.isFinite(logit)) {
        throw new IllegalArgumentException("logits are not finite: " + Arrays.toString(logits));
      }
      max = Math.max(max, logit);
    }
    var exponentials = new double[logits.length];
    double sum = 0;
    for (int i = 0; i < logits.length; i++) {
      exponentials[i] = Math.exp(((double) logits[i] - max) / temperature);
      sum += exponentials[i];
    }
    var scores = new float[logits.length];
    for (int i = 0; i < logits.length; i++) {
      scores[i] = (float) (exponentials[i] / sum);
    }
    return new Prediction(labels, logits.clone(), scores);
  }

  public LabelSet labels() {
    return labels;
  }

  /** The most probable label; of equals, the first. */
  public String label() {
    return labels.name(best);
  }

  /** The probability of {@link #label()}. */
  public float score() {
    return scores[best];
  }

  /** The probability of the label at this index. */
  public float score(int index) {
    return scores[index];
  }

  /** The network's raw output for the label at this index. */
  public float logit(int index) {
    return logits[index];
  }

  @Override
  public String toString() {
    return label() + " " + Arrays.toString(scores);
  }
}
