package io.copytaster.model.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Scores are probabilities, whatever finite logits they come from. */
class PredictionTest {

  private static final LabelSet LABELS = new LabelSet(List.of("World", "Sports", "Business"));

  @Test
  void scores_areTheSoftmax() {
    var prediction = Prediction.ofLogits(LABELS, new float[] {1, 2, 3}, 1);
    assertThat(prediction.label()).isEqualTo("Business");
    assertThat(prediction.score(0)).isCloseTo(0.09003f, within(1e-5f));
    assertThat(prediction.score(1)).isCloseTo(0.24473f, within(1e-5f));
    assertThat(prediction.score()).isCloseTo(0.66524f, within(1e-5f));
  }

  @Test
  void extremeLogits_stayProbabilities() {
    for (float[] logits :
        List.of(
            new float[] {-100, 5, 0},
            new float[] {3e38f, -3e38f, 0},
            new float[] {-3e38f, -3e38f, -3e38f})) {
      var prediction = Prediction.ofLogits(LABELS, logits, 1);
      float sum = 0;
      for (int i = 0; i < LABELS.size(); i++) {
        assertThat(prediction.score(i)).isBetween(0f, 1f);
        sum += prediction.score(i);
      }
      assertThat(sum).isCloseTo(1f, within(1e-6f));
    }
  }

  @Test
  void temperature_flattens_andKeepsTheOrder() {
    var sharp = Prediction.ofLogits(LABELS, new float[] {0, 4, 1}, 1);
    var flat = Prediction.ofLogits(LABELS, new float[] {0, 4, 1}, 4);
    assertThat(flat.label()).isEqualTo(sharp.label());
    assertThat(flat.score()).isLessThan(sharp.score());
  }

  @Test
  void equals_theFirstLabelWins() {
    assertThat(Prediction.ofLogits(LABELS, new float[] {1, 7, 7}, 1).label()).isEqualTo("Sports");
  }

  @Test
  void notFinite_orNotAsManyAsLabels_isRefused() {
    assertThatThrownBy(() -> Prediction.ofLogits(LABELS, new float[] {0, Float.NaN, 0}, 1))
        .hasMessageContaining("not finite");
    assertThatThrownBy(
            () -> Prediction.ofLogits(LABELS, new float[] {0, Float.POSITIVE_INFINITY, 0}, 1))
        .hasMessageContaining("not finite");
    assertThatThrownBy(() -> Prediction.ofLogits(LABELS, new float[] {0, 1}, 1))
        .hasMessageContaining("2 logits for 3 labels");
  }
}
