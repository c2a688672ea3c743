package io.copytaster.model.train;

import io.copytaster.model.checkpoint.Encoder;
import io.copytaster.model.label.LabelSet;
import io.copytaster.model.network.LowRank;
import io.copytaster.model.network.Pooling;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * All that decides what a training makes of its rows.
 *
 * @param name of the checkpoint
 * @param base an encoder's id, or the directory of a checkpoint; nothing to {@link Regime#SCRATCH}
 * @param taxonomy name and version of the labels
 * @param labels in the order of the logits
 * @param pooling what the classifier reads
 * @param maxTokens of an article that are read
 * @param validation share of the rows that are not trained on, to measure on
 * @param seed the same seed, rows and machine give the same checkpoint
 * @param adapters of {@link Regime#ADAPTER}
 * @param wordEmbeddings whether {@link Regime#FULL} also learns these, half of MiniLM's weights
 * @param scratch the network of {@link Regime#SCRATCH}
 * @param vocabulary how many word pieces {@link Regime#SCRATCH} learns
 * @param distillation whose answers are learned beside the labels, and how many of the base's
 *     layers {@link Regime#FULL} keeps
 */
public record TrainingPlan(
    String name,
    Regime regime,
    String base,
    String taxonomy,
    LabelSet labels,
    Pooling pooling,
    int maxTokens,
    double validation,
    long seed,
    Optimization optimization,
    LowRank adapters,
    boolean wordEmbeddings,
    ScratchShape scratch,
    int vocabulary,
    Distillation distillation) {

  /** Rank and scale that cost little and lose nothing against training all of MiniLM. */
  public static final LowRank DEFAULT_ADAPTERS = new LowRank(16, 32);

  /** Word pieces of a network from scratch. */
  public static final int DEFAULT_VOCABULARY = 20_000;

  /** An article's first and last token are special. */
  private static final int FEWEST_TOKENS = 3;

  /** As many as the special entries and the letters of an alphabet take. */
  private static final int FEWEST_WORDS = 100;

  private static final Pattern TAXONOMY = Pattern.compile("[^/\\s]+/[^/\\s]+");

  public TrainingPlan {
    if (!TAXONOMY.matcher(taxonomy).matches()) {
      throw new IllegalArgumentException("taxonomy must be NAME/VERSION: " + taxonomy);
    }
    if (regime == Regime.SCRATCH && vocabulary < FEWEST_WORDS) {
      throw new IllegalArgumentException(
          "vocabulary must be at least " + FEWEST_WORDS + ": " + vocabulary);
    }
    if (regime == Regime.SCRATCH && scratch.maxPositions() < maxTokens) {
      throw new IllegalArgumentException(
          "max-positions must be at least max-tokens, %d: %d"
              .formatted(maxTokens, scratch.maxPositions()));
    }
    if (labels.size() < 2) {
      throw new IllegalArgumentException(
          "there is nothing to tell apart: the only label is '" + labels.name(0) + "'");
    }
    if (!(validation >= 0 && validation < 1)) {
      throw new IllegalArgumentException("validation must be from 0 to below 1: " + validation);
    }
    if (maxTokens < FEWEST_TOKENS) {
      throw new IllegalArgumentException(
          "max-tokens must be at least " + FEWEST_TOKENS + ": " + maxTokens);
    }
  }

  /** The defaults of a regime. */
  public static TrainingPlan of(Regime regime, String name, String base, LabelSet labels) {
    return new TrainingPlan(
        name,
        regime,
        base,
        "custom/1",
        labels,
        pooling(regime, base),
        128,
        0.05,
        1,
        Optimization.defaults(regime),
        DEFAULT_ADAPTERS,
        false,
        ScratchShape.withDefaults(),
        DEFAULT_VOCABULARY,
        Distillation.NONE);
  }

  /** As the encoder was made to be used where it stays as it is; BERT's own where it learns. */
  private static Pooling pooling(Regime regime, String base) {
    return switch (regime) {
      case HEAD -> base.equals(Encoder.BGE_SMALL.id()) ? Pooling.CLS : Pooling.MEAN;
      case SCRATCH -> ScratchShape.withDefaults().pooling();
      case ADAPTER, FULL -> Pooling.POOLER;
    };
  }

  /**
   * What of it matters to this regime, by the name of the option that sets it: for the manifest,
   * and to compare plans.
   */
  public Map<String, String> settings() {
    var settings = new LinkedHashMap<String, String>();
    settings.put("regime", regime.id());
    if (regime != Regime.SCRATCH) {
      settings.put("base", base);
    }
    settings.put("labels", String.join(", ", labels.names()));
    settings.put("taxonomy", taxonomy);
    settings.put("pooling", pooling.name().toLowerCase(Locale.ROOT));
    settings.put("max-tokens", Integer.toString(maxTokens));
    settings.put("validation", Double.toString(validation));
    settings.put("epochs", Integer.toString(optimization.epochs()));
    settings.put("batch", Integer.toString(optimization.batch()));
    settings.put("learning-rate", Double.toString(optimization.learningRate()));
    settings.put("weight-decay", Double.toString(optimization.weightDecay()));
    settings.put("label-smoothing", Double.toString(optimization.labelSmoothing()));
    settings.put("class-weights", Boolean.toString(optimization.classWeights()));
    if (regime != Regime.HEAD) {
      Integer warmup = optimization.warmup();
      settings.put("warmup", warmup == null ? "6 %" : Integer.toString(warmup));
      settings.put("clip", Double.toString(optimization.clip()));
      settings.put("dropout", Double.toString(optimization.dropout()));
      settings.put("layer-decay", Double.toString(optimization.layerDecay()));
      settings.put("averaging", Double.toString(optimization.averaging()));
    }
    if (regime == Regime.ADAPTER) {
      settings.put("rank", Integer.toString(adapters.rank()));
      settings.put("alpha", Double.toString(adapters.alpha()));
    }
    if (regime == Regime.FULL) {
      Integer layers = distillation.layers();
      settings.put("layers", layers == null ? "all" : Integer.toString(layers));
      settings.put("word-embeddings", Boolean.toString(wordEmbeddings));
    }
    if (regime == Regime.SCRATCH) {
      settings.put("hidden-size", Integer.toString(scratch.hiddenSize()));
      settings.put("layers", Integer.toString(scratch.layers()));
      settings.put("heads", Integer.toString(scratch.heads()));
      settings.put("intermediate-size", Integer.toString(scratch.intermediateSize()));
      settings.put("max-positions", Integer.toString(scratch.maxPositions()));
      settings.put("dense", Integer.toString(scratch.classifierDense()));
      settings.put("vocabulary", Integer.toString(vocabulary));
    }
    String teacher = distillation.teacher();
    if (teacher != null) {
      settings.put("teacher", teacher);
      settings.put("teacher-share", Double.toString(distillation.share()));
    }
    return settings;
  }
}
