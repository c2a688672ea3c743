package io.copytaster.model.train;

import io.copytaster.model.network.LearnedWeight;
import io.copytaster.model.network.TransformerConfig;
import io.copytaster.model.network.WeightLayout;
import java.util.List;

/** Which weights a regime learns, and how fast each. */
final class LearnedWeights {

  private static final String LAYER = "encoder.layer.";

  private LearnedWeights() {}

  /**
   * @param layout everything the network takes
   */
  static List<LearnedWeight> of(
      TrainingPlan plan, TransformerConfig config, List<WeightLayout.Entry> layout) {
    return layout.stream()
        .filter(entry -> learns(plan, entry.name()))
        .map(
            entry ->
                new LearnedWeight(
                    entry.name(), rate(plan, config, entry.name()), entry.shape().size() > 1))
        .toList();
  }

  private static boolean learns(TrainingPlan plan, String name) {
    return switch (plan.regime()) {
      case HEAD -> name.startsWith("classifier.");
      case ADAPTER -> name.contains(".lora_") || isHead(name);
      case FULL -> plan.wordEmbeddings() || !name.startsWith("embeddings.word_embeddings.");
      case SCRATCH -> true;
    };
  }

  private static boolean isHead(String name) {
    return name.startsWith("pooler.")
        || name.startsWith("pre_classifier.")
        || name.startsWith("classifier.");
  }

  /** The top layer and the head learn at the full rate, the embeddings slowest. */
  private static double rate(TrainingPlan plan, TransformerConfig config, String name) {
    int below = 0;
    if (name.startsWith(LAYER)) {
      String rest = name.substring(LAYER.length());
      below = config.layers() - 1 - Integer.parseInt(rest.substring(0, rest.indexOf('.')));
    } else if (!isHead(name)) {
      below = config.layers();
    }
    return Math.pow(plan.optimization().layerDecay(), below);
  }
}
