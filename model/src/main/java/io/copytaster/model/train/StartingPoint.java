package io.copytaster.model.train;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.copytaster.model.checkpoint.AdaptedBase;
import io.copytaster.model.checkpoint.Checkpoint;
import io.copytaster.model.checkpoint.CheckpointWeights;
import io.copytaster.model.checkpoint.Encoder;
import io.copytaster.model.checkpoint.Encoders;
import io.copytaster.model.checkpoint.LoraAdapter;
import io.copytaster.model.checkpoint.ShippedCheckpoint;
import io.copytaster.model.dataset.LabeledText;
import io.copytaster.model.dataset.Split;
import io.copytaster.model.network.Pooling;
import io.copytaster.model.network.TransformerConfig;
import io.copytaster.model.text.Article;
import io.copytaster.model.vocabulary.VocabularyTrainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a training begins with.
 *
 * @param network with the plan's pooling and labels
 * @param config what {@code config.json} says of the network's shape
 * @param tokenizer the content of {@code tokenizer.json}
 * @param source where the known weights come from
 * @param base what an adapter or head lies over: an encoder's id or a directory
 * @param parent the id of the checkpoint that training starts from; null from scratch
 * @param note what the user should know about the base, if anything
 */
record StartingPoint(
    TransformerConfig network,
    ObjectNode config,
    String tokenizer,
    Source source,
    String base,
    @Nullable String parent,
    @Nullable String note) {

  /** What users call the classifier that comes with the program. */
  private static final String SHIPPED = "shipped";

  /** Opens the weights, to be closed. */
  @FunctionalInterface
  interface Source {
    StartingWeights open() throws IOException;
  }

  static StartingPoint of(TrainingPlan plan, List<LabeledText> rows, Encoders encoders)
      throws IOException {
    return plan.regime() == Regime.SCRATCH ? fromNothing(plan, rows) : over(plan, encoders);
  }

  private static StartingPoint fromNothing(TrainingPlan plan, List<LabeledText> rows) {
    var split = Split.byHash(plan.validation());
    var vocabulary =
        VocabularyTrainer.withSize(plan.vocabulary())
            .learn(
                rows.stream()
                    .map(LabeledText::article)
                    .filter(article -> !split.holdsOut(article))
                    .map(Article::text)
                    .iterator());
    var model = ScratchModel.of(plan.scratch(), vocabulary.size(), plan.labels(), plan.seed());
    return new StartingPoint(
        TransformerConfig.parse(model.config()),
        model.config(),
        vocabulary.tokenizerJson().toString(),
        () -> StartingWeights.inMemory(model.weights()),
        "",
        null,
        null);
  }

  private static StartingPoint over(TrainingPlan plan, Encoders encoders) throws IOException {
    Checkpoint base = checkpoint(plan.base(), encoders);
    KeptLabels labels =
        base.hasClassifier()
            ? KeptLabels.of(plan.labels(), base.labels())
            : KeptLabels.none(plan.labels());
    // A head is linear, whatever its base has.
    TransformerConfig encoderOrAll =
        plan.regime() == Regime.HEAD ? base.config().withLabels(0) : base.config();
    KeptLayers layers = layers(plan, base);
    TransformerConfig network =
        encoderOrAll
            .withLayers(layers.wanted())
            .withPooling(plan.pooling())
            .withLabels(plan.labels().size());
    ObjectNode config = base.configJson().put("num_hidden_layers", layers.wanted());
    Optional<AdaptedBase> adapted =
        plan.regime() == Regime.ADAPTER ? base.adaptedBase() : Optional.empty();
    if (adapted.isPresent()) {
      requireSameRank(plan, base, adapted.get().adapter());
    } else {
      requireFits(plan, base, config);
    }
    config.remove("base_model");
    return new StartingPoint(
        network,
        config,
        Files.readString(base.tokenizerFile()),
        adapted.isPresent()
            ? () -> StartingWeights.goingOn(plan, base, labels, encoders)
            : () -> StartingWeights.over(plan, base, labels, layers),
        adapted.map(AdaptedBase::name).orElse(plan.base()),
        base.id(),
        note(plan, base, labels));
  }

  /**
   * @param name an encoder's, the word {@value #SHIPPED}, or a directory
   */
  static Checkpoint checkpoint(String name, Encoders encoders) throws IOException {
    if (name.equals(SHIPPED)) {
      return ShippedCheckpoint.open(encoders);
    }
    Optional<Encoder> encoder = Encoder.named(name);
    return Checkpoint.open(
        encoder.isPresent() ? encoders.directory(encoder.get()) : Path.of(name), encoders);
  }

  private static KeptLayers layers(TrainingPlan plan, Checkpoint base) {
    int all = base.config().layers();
    Integer wanted = plan.regime() == Regime.FULL ? plan.distillation().layers() : null;
    return new KeptLayers(all, wanted == null ? all : wanted);
  }

  /** An adapter goes on with the factors of an adapter. */
  private static void requireSameRank(TrainingPlan plan, Checkpoint base, LoraAdapter adapter) {
    if (adapter.rank() != plan.adapters().rank() || adapter.alpha() != plan.adapters().alpha()) {
      throw new TrainingException(
          TrainingException.Problem.BASE,
          ("%s is an adapter of rank %d and alpha %s, and the plan's are %d and %s: go on with its"
                  + " own by --rank and --alpha, or export it and give the export as base")
              .formatted(
                  base.id(),
                  adapter.rank(),
                  adapter.alpha(),
                  plan.adapters().rank(),
                  plan.adapters().alpha()));
    }
  }

  /**
   * @throws TrainingException if the base is of no use to the regime
   */
  private static void requireFits(TrainingPlan plan, Checkpoint base, ObjectNode config)
      throws IOException {
    boolean staysBelow = plan.regime() == Regime.HEAD || plan.regime() == Regime.ADAPTER;
    if (staysBelow && config.hasNonNull("base_model")) {
      throw new TrainingException(
          TrainingException.Problem.BASE,
          ("%s lies over %s itself, and regime %s needs an encoder that is whole: export it, and give"
                  + " the export as base")
              .formatted(base.directory(), config.get("base_model"), plan.regime().id()));
    }
    if (plan.regime() == Regime.HEAD && plan.pooling() == Pooling.POOLER) {
      try (CheckpointWeights weights = base.weights()) {
        if (weights.layout().stream().noneMatch(entry -> entry.name().startsWith("pooler."))) {
          throw new TrainingException(
              TrainingException.Problem.BASE,
              "%s has no pooler that could stay as it is: take pooling mean or cls"
                  .formatted(base.id()));
        }
      }
    }
  }

  private static @Nullable String note(TrainingPlan plan, Checkpoint base, KeptLabels labels) {
    if (!base.hasClassifier() || labels.isAll()) {
      return null;
    }
    return "%s has the labels %s, and the rows have %s: its classifier %s"
        .formatted(
            base.id(),
            base.labels().names(),
            plan.labels().names(),
            labels.isNone() || plan.regime() == Regime.HEAD
                ? "is made anew"
                : "keeps what it knows of " + labels.kept(plan.labels()));
  }
}
