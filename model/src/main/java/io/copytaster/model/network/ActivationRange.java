package io.copytaster.model.network;

/**
 * What enters a linear layer: the least and the greatest number seen, 0 among them.
 *
 * <p>In 8 bits it becomes one of 256 integers at equal distance; what lies outside is cut off.
 */
public record ActivationRange(float low, float high) {

  private static final int STEPS = 255;

  public ActivationRange {
    if (!(low <= 0 && high >= 0 && low < high) || Float.isInfinite(high - low)) {
      throw new IllegalArgumentException(
          "a range of activations is finite, not empty, and holds 0: " + low + " to " + high);
    }
  }

  /** The distance between two integers. */
  public float scale() {
    return (high - low) / STEPS;
  }

  /** The integer that stands for 0, from 0 to 255: it is exact. */
  public int zeroPoint() {
    return Math.min(STEPS, Math.max(0, Math.round(-low / scale())));
  }

  /** The smallest range that holds both. */
  public ActivationRange and(ActivationRange other) {
    return new ActivationRange(Math.min(low, other.low), Math.max(high, other.high));
  }
}
