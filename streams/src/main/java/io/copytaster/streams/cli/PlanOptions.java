package io.copytaster.streams.cli;

import static java.util.Objects.requireNonNullElse;

import io.copytaster.model.label.LabelSet;
import io.copytaster.model.train.Regime;
import io.copytaster.model.train.TrainingPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** All that decides what a training makes of its rows. */
final class PlanOptions {

  /** Stand in where labels are not yet known. */
  private static final LabelSet ANY_LABELS = new LabelSet(List.of("a", "b"));

  @Option(
      names = "--regime",
      paramLabel = "head|adapter|full|scratch",
      defaultValue = "head",
      description = "What of the network is learned. Default: ${DEFAULT-VALUE}.")
  private String regime = "";

  @Option(
      names = "--base",
      paramLabel = "minilm|bge-small|shipped|DIR",
      description =
          "What training starts from: an encoder or the classifier that comes with the program, or"
              + " a checkpoint's directory. Default: minilm.")
  private @Nullable String base;

  @Option(
      names = "--taxonomy",
      paramLabel = "NAME/VERSION",
      description = "What the labels belong to. Default: custom/1.")
  private @Nullable String taxonomy;

  @Option(
      names = "--labels",
      paramLabel = "A,B,C",
      split = ",",
      description =
          "The labels in the order of the logits, and no others; without it those of the rows,"
              + " sorted.")
  private List<String> labels = new ArrayList<>();

  @Option(
      names = "--validation",
      paramLabel = "SHARE",
      description = "Share of the rows to hold out and measure on. Default: 0.05.")
  private @Nullable Double validation;

  @Option(
      names = "--max-tokens",
      paramLabel = "N",
      description = "At how many tokens an article is cut. Default: 128.")
  private @Nullable Integer maxTokens;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "The same seed, rows and machine give the same checkpoint. Default: 1.")
  private @Nullable Long seed;

  @ArgGroup(validate = false, heading = LearningOptions.HEADING, order = 1)
  private LearningOptions learning = new LearningOptions();

  @ArgGroup(validate = false, heading = NetworkOptions.HEADING, order = 2)
  private NetworkOptions network = new NetworkOptions();

  @ArgGroup(validate = false, heading = TeacherOptions.HEADING, order = 3)
  private TeacherOptions teacher = new TeacherOptions();

  /** The labels, if they are given. */
  Optional<LabelSet> labels() {
    return labels.isEmpty() ? Optional.empty() : Optional.of(new LabelSet(labels));
  }

  /**
   * @throws IllegalArgumentException if there is no such regime
   */
  Regime regime() {
    return Regime.named(regime)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "--regime must be one of %s: %s"
                        .formatted(String.join(", ", Regime.ids()), regime)));
  }

  /**
   * Judges every option before a row is read.
   *
   * @param given the names of all options on the command line
   * @throws IllegalArgumentException if one is out of its range, or means nothing to the regime
   */
  void requireSensible(List<String> given) {
    var settings = plan("any", labels().orElse(ANY_LABELS)).settings();
    for (String option : given) {
      List<String> heeding = heeding(option.replaceFirst("^--", ""));
      if (!heeding.isEmpty() && !settings.containsKey(option.replaceFirst("^--", ""))) {
        throw new IllegalArgumentException(
            "%s means nothing to regime %s; it is for %s"
                .formatted(option, regime, String.join(", ", heeding)));
      }
    }
  }

  /** The regimes to which a setting means something. */
  private static List<String> heeding(String setting) {
    return Arrays.stream(Regime.values())
        .filter(each -> TrainingPlan.of(each, "", "", ANY_LABELS).settings().containsKey(setting))
        .map(Regime::id)
        .toList();
  }

  /**
   * @throws IllegalArgumentException if something is out of its range
   */
  TrainingPlan plan(String name, LabelSet labelSet) {
    var usual = TrainingPlan.of(regime(), name, requireNonNullElse(base, "minilm"), labelSet);
    return new TrainingPlan(
        usual.name(),
        usual.regime(),
        usual.base(),
        requireNonNullElse(taxonomy, usual.taxonomy()),
        labelSet,
        network.pooling(usual.pooling()),
        requireNonNullElse(maxTokens, usual.maxTokens()),
        requireNonNullElse(validation, usual.validation()),
        requireNonNullElse(seed, usual.seed()),
        learning.over(usual.optimization()),
        network.adapters(usual.adapters()),
        network.wordEmbeddings(usual.wordEmbeddings()),
        network.scratch(usual.scratch()),
        network.vocabulary(usual.vocabulary()),
        teacher.distillation(network.layers()));
  }
}
