package io.copytaster.model.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.copytaster.model.network.Activation;
import io.copytaster.model.network.LearnedWeight;
import io.copytaster.model.network.LowRank;
import io.copytaster.model.network.Pooling;
import io.copytaster.model.network.TransformerConfig;
import io.copytaster.model.network.WeightLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What a regime learns, how fast, and what decays. */
class LearnedWeightsTest {

  private static final TransformerConfig CONFIG =
      new TransformerConfig(50, 8, 2, 2, 16, 32, 2, 1e-12, Activation.GELU, Pooling.POOLER, 0, 3);

  private static List<LearnedWeight> of(Regime regime) {
    return of(Plans.of(regime, "minilm"));
  }

  private static List<LearnedWeight> of(TrainingPlan plan) {
    var layout = new ArrayList<>(WeightLayout.of(CONFIG));
    if (plan.regime() == Regime.ADAPTER) {
      layout.addAll(WeightLayout.adapters(CONFIG, new LowRank(2, 4)));
    }
    return LearnedWeights.of(plan, CONFIG, layout);
  }

  private static List<String> names(List<LearnedWeight> learned) {
    return learned.stream().map(LearnedWeight::name).toList();
  }

  @Test
  void adapter_learnsAdaptersPoolerAndClassifier_andNothingElse() {
    assertThat(names(of(Regime.ADAPTER)))
        .hasSize(2 * 6 * 2 + 4)
        .allMatch(
            name -> name.matches("(.*\\.lora_[AB]\\.weight|(pooler\\.dense|classifier)\\..*)"));
  }

  @Test
  void full_leavesWordEmbeddingsUnlessTold() {
    var frozen = TrainingPlan.of(Regime.FULL, "x", "minilm", Toy.LABELS);
    int all = WeightLayout.of(CONFIG).size();
    assertThat(names(of(frozen)))
        .hasSize(all - 1)
        .doesNotContain("embeddings.word_embeddings.weight")
        .contains("embeddings.position_embeddings.weight");
    assertThat(of(Regime.FULL)).hasSize(all);
    assertThat(of(Regime.SCRATCH)).hasSize(all);
  }

  @Test
  void biasesAndNorms_keepAll() {
    assertThat(of(Regime.FULL))
        .allMatch(
            weight ->
                weight.decays()
                    != (weight.name().endsWith(".bias") || weight.name().contains("LayerNorm")));
  }

  @Test
  void layerDecay_slowsWhatLiesBelow() {
    UnaryOperator<Optimization> half =
        given -> new Optimization(1, 8, 1e-3, 0, 0, 1, 0, 0, false, 0.5, 0);
    List<LearnedWeight> learned = of(Plans.with(Regime.FULL, "minilm", half));
    assertThat(rate(learned, "classifier.weight")).isEqualTo(1);
    assertThat(rate(learned, "pooler.dense.bias")).isEqualTo(1);
    assertThat(rate(learned, "encoder.layer.1.output.dense.weight")).isEqualTo(1);
    assertThat(rate(learned, "encoder.layer.0.output.dense.weight")).isEqualTo(0.5);
    assertThat(rate(learned, "embeddings.LayerNorm.bias")).isCloseTo(0.25, within(1e-12));
  }

  private static double rate(List<LearnedWeight> learned, String name) {
    return learned.stream()
        .filter(weight -> weight.name().equals(name))
        .findFirst()
        .orElseThrow()
        .rate();
  }
}
