package io.copytaster.streams.swap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.copytaster.model.evaluate.GoldenRow;
import io.copytaster.model.label.LabelSet;
import io.copytaster.model.label.Prediction;
import io.copytaster.model.network.Precision;
import io.copytaster.schemas.ModelAnnouncement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A candidate must answer as it did when it was trained, as closely as its arithmetic allows. */
class GoldenVerdictTest {

  private static final LabelSet LABELS = new LabelSet(List.of("World", "Sports"));
  private static final int ROWS = 100;

  private final List<GoldenRow> rows = new ArrayList<>();
  private final List<@Nullable Prediction> answers = new ArrayList<>();

  GoldenVerdictTest() {
    for (int i = 0; i < ROWS; i++) {
      boolean right = i < 90;
      rows.add(new GoldenRow("r" + i, "", "text", right ? "World" : "Sports", List.of(2f, 1f)));
      answers.add(answer(2, 1));
    }
  }

  @Test
  void sameAnswers_pass() {
    passes(Precision.FP32, Map.of());
    passes(Precision.FP32, Map.of("golden.accuracy", 0.90, "golden.rows", 100.0));
  }

  @Test
  void fp32_aLogitMayDifferByAThousandth() {
    answers.set(7, answer(2.0009f, 1));
    passes(Precision.FP32, Map.of());
    answers.set(7, answer(2.0011f, 1));
    assertThat(refusal(Precision.FP32, Map.of())).contains("row 'r7' gets the logit 2.0011");
  }

  @Test
  void coarserArithmetic_twoLabelsOfAHundredMayDiffer() {
    answers.set(1, answer(1, 1.1f));
    answers.set(2, answer(1, 1.1f));
    passes(Precision.BF16, Map.of());
    answers.set(3, answer(1, 1.1f));
    assertThat(refusal(Precision.INT8, Map.of()))
        .isEqualTo("golden rows: 3 of 100 rows get another label than in training");
  }

  @Test
  void accuracy_mayDifferByTwoRows() {
    passes(Precision.FP32, Map.of("golden.accuracy", 0.92));
    assertThat(refusal(Precision.FP32, Map.of("golden.accuracy", 0.93)))
        .contains("an accuracy of 0.9300 was announced, and it is 0.9000");
    assertThat(refusal(Precision.FP32, Map.of("golden.accuracy", Double.NaN))).contains("NaN");
  }

  @Test
  void otherNumberOfRows_isRefused() {
    assertThat(refusal(Precision.FP32, Map.of("golden.rows", 101.0))).contains("there are 100");
  }

  @Test
  void rowOfAnotherTaxonomy_isRefused() {
    rows.set(3, new GoldenRow("odd", "", "text", "Weather", List.of(2f, 1f)));
    assertThat(refusal(Precision.FP32, Map.of())).contains("row 'odd' is not of the labels");
  }

  /** A serving instance may cut articles shorter than training did. */
  @Test
  void rowsReadShorterHere_areNotHeldAgainstIt() {
    answers.set(4, null);
    passes(Precision.FP32, Map.of("golden.accuracy", 0.90, "golden.rows", 100.0));
  }

  private void passes(Precision precision, Map<String, Double> metrics) {
    assertThatCode(
            () -> GoldenVerdict.require(announcement(metrics), rows, answers, LABELS, precision))
        .doesNotThrowAnyException();
  }

  private String refusal(Precision precision, Map<String, Double> metrics) {
    var refused =
        assertThatExceptionOfType(RefusedException.class)
            .isThrownBy(
                () ->
                    GoldenVerdict.require(announcement(metrics), rows, answers, LABELS, precision));
    return refused.actual().refusal().reason();
  }

  private static ModelAnnouncement announcement(Map<String, Double> metrics) {
    return ModelAnnouncement.newBuilder()
        .setChannel("champion")
        .setModel("m")
        .setMetrics(metrics)
        .build();
  }

  private static Prediction answer(float world, float sports) {
    return Prediction.ofLogits(LABELS, new float[] {world, sports}, 1);
  }
}
