package io.copytaster.model.network;

/**
 * What one step found.
 *
 * @param loss mean cross-entropy of the batch, in nats, before the step
 * @param gradientNorm of all gradients together, before clipping
 */
public record TrainingLoss(double loss, double gradientNorm) {

  /** Whether the step could be taken: a loss or gradient that is no number changes no weight. */
  public boolean isFinite() {
    return Double.isFinite(loss) && Double.isFinite(gradientNorm);
  }
}
