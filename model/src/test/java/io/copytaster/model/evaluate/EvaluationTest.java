package io.copytaster.model.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.copytaster.model.label.LabelSet;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** The figures are those that scikit-learn gives. */
class EvaluationTest {

  private static final Offset<Double> EXACT = within(1e-9);

  @Test
  void goldenRows_haveScikitLearnsFigures() {
    var evaluation = Evaluation.of(Golden.outcomes(1));
    assertThat(evaluation.rows()).isEqualTo(8);
    assertThat(evaluation.accuracy()).isEqualTo(0.5);
    assertThat(evaluation.macroF1()).isCloseTo(0.48888888888888893, EXACT);
    assertThat(evaluation.negativeLogLikelihood()).isCloseTo(0.6114995341953381, EXACT);
    assertThat(evaluation.expectedCalibrationError()).isCloseTo(0.3254988098255688, EXACT);
    assertThat(evaluation.confusion().counts())
        .containsExactly(List.of(2L, 1L, 0L), List.of(0L, 1L, 1L), List.of(1L, 1L, 1L));
    assertThat(evaluation.classes())
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactly(
            new ClassScore("World", 2 / 3.0, 2 / 3.0, 2 / 3.0, 3, 3),
            new ClassScore("Sports", 1 / 3.0, 0.5, 0.4, 2, 3),
            new ClassScore("Business", 0.5, 1 / 3.0, 0.4, 3, 2));
  }

  @Test
  void temperature_changesConfidenceAndNoLabel() {
    var evaluation = Evaluation.of(Golden.outcomes(1.7));
    assertThat(evaluation.confusion()).isEqualTo(Evaluation.of(Golden.outcomes(1)).confusion());
    assertThat(evaluation.negativeLogLikelihood()).isCloseTo(0.7091266356697944, EXACT);
    assertThat(evaluation.expectedCalibrationError()).isCloseTo(0.36825567858626135, EXACT);
  }

  @Test
  void extremeLogits_giveFiniteFigures() {
    float most = Float.MAX_VALUE;
    float[][] logits = {{most, -most, 0}, {-100, 5, 0}, {1e4f, 0, -1e4f}};
    var evaluation = Evaluation.of(Outcomes.of(Golden.LABELS, new int[] {0, 1, 2}, logits, 1));
    assertThat(evaluation.negativeLogLikelihood()).isCloseTo((2e4 + 0.006715348) / 3, within(1e-6));
    assertThat(evaluation.expectedCalibrationError()).isBetween(0.0, 1.0);
  }

  @Test
  void labelThatNeverOccurs_isLeftOutOfMacroF1() {
    float[][] logits = {{1, 0, 0}, {0, 1, 0}};
    var evaluation = Evaluation.of(Outcomes.of(Golden.LABELS, new int[] {0, 1}, logits, 1));
    assertThat(evaluation.macroF1()).isEqualTo(1);
    assertThat(evaluation.classes().get(2).f1()).isEqualTo(0);
  }

  @Test
  void equalLogits_countAsTheFirstLabel() {
    var outcomes = Outcomes.of(Golden.LABELS, new int[] {1}, new float[][] {{2, 2, 2}}, 1);
    assertThat(outcomes.predicted(0)).isEqualTo(0);
    assertThat(outcomes.confidence(0)).isCloseTo(1 / 3.0, EXACT);
  }

  @Test
  void calibration_binsHoldEveryRowOnceAndTheirUpperEdge() {
    // Two labels whose logits differ by 0: confidence 1/2, the upper edge of bin 1 of 2.
    float[][] logits = {{0, 0}, {40, 0}};
    var labels = new LabelSet(List.of("a", "b"));
    var calibration = Calibration.of(Outcomes.of(labels, new int[] {0, 0}, logits, 1), 2);
    assertThat(calibration.bins())
        .containsExactly(
            new Calibration.Bin(0, 0.5, 1, 0.5, 1), new Calibration.Bin(0.5, 1, 1, 1, 1));
    assertThat(calibration.expectedError()).isCloseTo(0.25, EXACT);
  }

  @Test
  void badRows_areRefusedByNumber() {
    assertThatThrownBy(() -> outcomes(new int[0], new float[0][])).hasMessageContaining("no row");
    assertThatThrownBy(() -> outcomes(new int[] {0}, new float[][] {{1, 2}}))
        .hasMessage("row 0 has 2 logits for 3 labels");
    assertThatThrownBy(() -> outcomes(new int[] {3}, new float[][] {{1, 2, 3}}))
        .hasMessage("row 0 has label 3, and there are 3");
    assertThatThrownBy(() -> outcomes(new int[] {0}, new float[][] {{1, Float.NaN, 3}}))
        .hasMessageContaining("row 0 has logits that are not finite: [1.0, NaN, 3.0]");
    assertThatThrownBy(() -> Golden.outcomes(0))
        .hasMessage("the temperature must be positive: 0.0");
  }

  private static Outcomes outcomes(int[] expected, float[][] logits) {
    return Outcomes.of(Golden.LABELS, expected, logits, 1);
  }
}
