package io.copytaster.model.evaluate;

import io.copytaster.model.label.LabelSet;
import java.util.List;

/** Eight rows of three labels; the figures in the tests are scikit-learn's on the same rows. */
final class Golden {

  static final LabelSet LABELS = new LabelSet(List.of("World", "Sports", "Business"));

  static final int[] EXPECTED = {0, 1, 2, 0, 0, 2, 1, 2};

  static final float[][] LOGITS = {
    {2, 1, 0},
    {0.5f, 2.5f, 0},
    {0, 0, 3},
    {1, 1.5f, 0},
    {4, 0, 0},
    {0, 1, 0.9f},
    {-1, 0, 0.2f},
    {3, 2, 2.5f}
  };

  private Golden() {}

  static Outcomes outcomes(double temperature) {
    return Outcomes.of(LABELS, EXPECTED, LOGITS, temperature);
  }
}
