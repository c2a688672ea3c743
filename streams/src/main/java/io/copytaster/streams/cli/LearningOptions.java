package io.copytaster.streams.cli;

import static java.util.Objects.requireNonNullElse;

import io.copytaster.model.train.Optimization;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the weights are found; what is not given is the regime's default. */
final class LearningOptions {

  static final String HEADING = "%nLearning (defaults by regime are below):%n";

  @Option(names = "--epochs", paramLabel = "N", description = "How often each article is seen.")
  private @Nullable Integer epochs;

  @Option(names = "--batch", paramLabel = "N", description = "Articles in one step.")
  private @Nullable Integer batch;

  @Option(names = "--learning-rate", paramLabel = "RATE", description = "The highest rate.")
  private @Nullable Double learningRate;

  @Option(
      names = "--warmup",
      paramLabel = "STEPS",
      description = "For so many steps the rate rises; then it falls in a line to nothing.")
  private @Nullable Integer warmup;

  @Option(
      names = "--weight-decay",
      paramLabel = "SHARE",
      description = "Decoupled, of matrices alone: biases and norms keep all.")
  private @Nullable Double weightDecay;

  @Option(names = "--clip", paramLabel = "NORM", description = "The gradient's largest norm.")
  private @Nullable Double clip;

  @Option(
      names = "--dropout",
      paramLabel = "SHARE",
      description = "Share of the classifier's inputs that a step ignores.")
  private @Nullable Double dropout;

  @Option(
      names = "--label-smoothing",
      paramLabel = "SHARE",
      description = "Share of a label's probability that is spread over all labels.")
  private @Nullable Double labelSmoothing;

  @Option(
      names = "--class-weights",
      description = "Rare labels count more: each as much as any other in all.")
  private @Nullable Boolean classWeights;

  @Option(
      names = "--layer-decay",
      paramLabel = "FACTOR",
      description = "What the rate is multiplied by per layer downwards.")
  private @Nullable Double layerDecay;

  @Option(
      names = "--averaging",
      paramLabel = "SHARE",
      description =
          "What a step keeps of the weights' running average, which is measured and saved; 0 for"
              + " the weights themselves.")
  private @Nullable Double averaging;

  /**
   * @param usual the regime's defaults
   * @throws IllegalArgumentException if a value is out of its range
   */
  Optimization over(Optimization usual) {
    return new Optimization(
        requireNonNullElse(epochs, usual.epochs()),
        requireNonNullElse(batch, usual.batch()),
        requireNonNullElse(learningRate, usual.learningRate()),
        warmup == null ? usual.warmup() : warmup,
        requireNonNullElse(weightDecay, usual.weightDecay()),
        requireNonNullElse(clip, usual.clip()),
        requireNonNullElse(dropout, usual.dropout()),
        requireNonNullElse(labelSmoothing, usual.labelSmoothing()),
        requireNonNullElse(classWeights, usual.classWeights()),
        requireNonNullElse(layerDecay, usual.layerDecay()),
        requireNonNullElse(averaging, usual.averaging()));
  }
}
