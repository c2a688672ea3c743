package io.copytaster.model.train;

import io.copytaster.model.evaluate.Evaluation;
import io.copytaster.model.evaluate.Outcomes;
import io.copytaster.model.evaluate.TemperatureScaling;
import io.copytaster.model.label.LabelSet;
import org.jspecify.annotations.Nullable;

/** Judges what is answered on the held-out rows. */
final class Validation {

  /** Of fewer rows too few are wrong to say how confident to be. */
  private static final int ENOUGH_FOR_A_TEMPERATURE = 200;

  private final int[] expected;
  private final LabelSet labels;

  /**
   * @param expected the held-out rows' labels
   */
  Validation(int[] expected, LabelSet labels) {
    this.expected = expected.clone();
    this.labels = labels;
  }

  /** Without rows there is nothing to measure on. */
  boolean isEmpty() {
    return expected.length == 0;
  }

  /**
   * @param logits finite, shape (rows, labels)
   * @param best the best so far
   */
  Measurement measure(float[][] logits, long step, @Nullable Measurement best) {
    double temperature =
        expected.length < ENOUGH_FOR_A_TEMPERATURE ? 1 : TemperatureScaling.fit(logits, expected);
    var evaluation = Evaluation.of(Outcomes.of(labels, expected, logits, temperature));
    return new Measurement(
        step,
        evaluation.accuracy(),
        evaluation.macroF1(),
        evaluation.negativeLogLikelihood(),
        evaluation.expectedCalibrationError(),
        temperature,
        best == null || evaluation.accuracy() > best.accuracy());
  }
}
