package io.copytaster.model.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.copytaster.model.label.LabelSet;
import io.copytaster.model.network.LowRank;
import io.copytaster.model.network.Pooling;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A plan knows what of it matters, and what is impossible. */
class TrainingPlanTest {

  private static final LabelSet LABELS = new LabelSet(List.of("a", "b"));

  @Test
  void settings_areThoseThatMatterToTheRegime() {
    assertThat(settings(Regime.HEAD)).contains("base", "pooling", "class-weights");
    assertThat(settings(Regime.HEAD)).doesNotContain("warmup", "rank", "word-embeddings");
    assertThat(settings(Regime.ADAPTER)).contains("rank", "alpha").doesNotContain("heads");
    assertThat(settings(Regime.FULL))
        .contains("word-embeddings", "layers")
        .doesNotContain("rank", "teacher");
    assertThat(settings(Regime.SCRATCH)).contains("heads", "vocabulary").doesNotContain("base");
  }

  private static Iterable<String> settings(Regime regime) {
    return TrainingPlan.of(regime, "x", "minilm", LABELS).settings().keySet();
  }

  @Test
  void pooling_isTheEncodersOwnWhereItStaysAsItIs() {
    assertThat(TrainingPlan.of(Regime.HEAD, "x", "minilm", LABELS).pooling())
        .isEqualTo(Pooling.MEAN);
    assertThat(TrainingPlan.of(Regime.HEAD, "x", "bge-small", LABELS).pooling())
        .isEqualTo(Pooling.CLS);
    assertThat(TrainingPlan.of(Regime.ADAPTER, "x", "minilm", LABELS).pooling())
        .isEqualTo(Pooling.POOLER);
  }

  @Test
  void oneLabel_isNothingToTellApart() {
    assertThatThrownBy(
            () -> TrainingPlan.of(Regime.HEAD, "x", "minilm", new LabelSet(List.of("World"))))
        .hasMessage("there is nothing to tell apart: the only label is 'World'");
  }

  @Test
  void valueOutOfRange_isNamed() {
    assertRefused("t/1", 2, 0.1, 256, 20_000, "max-tokens must be at least 3: 2");
    assertRefused("t/1", 64, 1, 256, 20_000, "validation must be from 0 to below 1: 1.0");
    assertRefused("t", 64, 0.1, 256, 20_000, "taxonomy must be NAME/VERSION: t");
    assertRefused("t/1", 64, 0.1, 256, 99, "vocabulary must be at least 100: 99");
    assertRefused("t/1", 64, 0.1, 63, 500, "max-positions must be at least max-tokens, 64: 63");
  }

  private static void assertRefused(
      String taxonomy,
      int maxTokens,
      double validation,
      int maxPositions,
      int vocabulary,
      String message) {
    assertThatThrownBy(
            () ->
                new TrainingPlan(
                    "x",
                    Regime.SCRATCH,
                    "",
                    taxonomy,
                    LABELS,
                    Pooling.MEAN,
                    maxTokens,
                    validation,
                    1,
                    Optimization.defaults(Regime.SCRATCH),
                    new LowRank(1, 1),
                    false,
                    new ScratchShape(32, 1, 2, 32, maxPositions, Pooling.MEAN, 20),
                    vocabulary,
                    Distillation.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
