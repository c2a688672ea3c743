package io.copytaster.model.train;

import org.jspecify.annotations.Nullable;

/**
 * How a network is led to its weights: AdamW, its rate rising over the warm-up and then falling in
 * a line to nothing.
 *
 * @param epochs how often each article is seen
 * @param batch articles in one step
 * @param learningRate the highest
 * @param warmup steps of the rising rate; null for 6 % of all
 * @param weightDecay share of the matrices given up per step, times the rate; biases and norms keep
 *     all
 * @param clip the gradient's largest norm
 * @param dropout share of the classifier's inputs that a step ignores
 * @param labelSmoothing share of a label's probability that is spread over all labels
 * @param classWeights whether rare labels count more, each label as much as any other in all
 * @param layerDecay what the rate is multiplied by per layer downwards
 * @param averaging share of the weights' running average that a step keeps, which is what is
 *     measured and saved; 0 for the weights themselves
 */
public record Optimization(
    int epochs,
    int batch,
    double learningRate,
    @Nullable Integer warmup,
    double weightDecay,
    double clip,
    double dropout,
    double labelSmoothing,
    boolean classWeights,
    double layerDecay,
    double averaging) {

  public Optimization {
    atLeast("epochs", epochs, 1);
    atLeast("batch", batch, 1);
    atLeast("warmup", warmup == null ? 0 : warmup, 0);
    positive("learning-rate", learningRate);
    positive("clip", clip);
    positive("layer-decay", layerDecay);
    share("weight-decay", weightDecay);
    share("dropout", dropout);
    share("label-smoothing", labelSmoothing);
    share("averaging", averaging);
  }

  /** What is good for AG News and news like it, over the encoders that come with the program. */
  public static Optimization defaults(Regime regime) {
    return switch (regime) {
      case HEAD -> new Optimization(30, 256, 0.02, 0, 0.001, 1e9, 0, 0, false, 1, 0);
      case ADAPTER -> new Optimization(3, 32, 1e-3, null, 0.01, 1, 0.1, 0, false, 1, 0.999);
      case FULL -> new Optimization(2, 32, 1e-4, null, 0.01, 1, 0.1, 0, false, 1, 0.999);
      case SCRATCH -> new Optimization(2, 64, 3e-3, null, 0.01, 1, 0.1, 0, false, 1, 0.99);
    };
  }

  private static void atLeast(String name, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(name + " must be at least " + least + ": " + value);
    }
  }

  private static void positive(String name, double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(name + " must be positive: " + value);
    }
  }

  private static void share(String name, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(name + " must be from 0 to below 1: " + value);
    }
  }
}
