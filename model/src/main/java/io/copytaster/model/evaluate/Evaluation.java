package io.copytaster.model.evaluate;

import java.util.List;

/**
 * How good a classifier is on rows whose labels are known.
 *
 * @param confusion true labels against predicted ones
 * @param negativeLogLikelihood the mean over the rows of -ln p(true label), in nats
 * @param calibration confidence against accuracy, in {@value Calibration#BINS} bins
 */
public record Evaluation(
    ConfusionMatrix confusion, double negativeLogLikelihood, Calibration calibration) {

  public static Evaluation of(Outcomes outcomes) {
    double sum = 0;
    for (int row = 0; row < outcomes.rows(); row++) {
      sum -= outcomes.logLikelihood(row);
    }
    return new Evaluation(
        ConfusionMatrix.of(outcomes),
        sum / outcomes.rows(),
        Calibration.of(outcomes, Calibration.BINS));
  }

  public long rows() {
    return confusion.rows();
  }

  /** The share of rows given their true label. */
  public double accuracy() {
    return (double) confusion.right() / confusion.rows();
  }

  /**
   * The unweighted mean of F1 over the labels that occur, as a truth or a prediction:
   * scikit-learn's {@code f1_score(average="macro")}.
   */
  public double macroF1() {
    return classes().stream()
        .filter(ClassScore::occurs)
        .mapToDouble(ClassScore::f1)
        .average()
        .orElse(0);
  }

  /** Every label's scores, in the order of the label set. */
  public List<ClassScore> classes() {
    return ClassScore.of(confusion);
  }

  /** The mean distance of confidence from accuracy, from 0 to 1; see {@link Calibration}. */
  public double expectedCalibrationError() {
    return calibration.expectedError();
  }
}
