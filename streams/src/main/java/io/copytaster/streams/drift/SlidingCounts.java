package io.copytaster.streams.drift;

import io.copytaster.model.evaluate.FeatureCounts;

/**
 * Counts of what was seen lately, in two buckets that take turns: between one and two windows back.
 * Times are nanoseconds of any clock; one that goes back adds to the bucket at hand.
 */
final class SlidingCounts {

  private final long window;
  private FeatureCounts earlier = new FeatureCounts();
  private FeatureCounts current = new FeatureCounts();
  private long began;

  /**
   * @param window in nanoseconds
   * @param now where the first bucket begins
   */
  SlidingCounts(long window, long now) {
    this.window = window;
    this.began = now;
  }

  void add(Observation seen, long now) {
    turn(now);
    current.add(seen.label(), seen.confidence(), seen.tokens(), seen.unknownTokens());
  }

  /** Both buckets. */
  FeatureCounts counts(long now) {
    turn(now);
    return earlier.plus(current);
  }

  private void turn(long now) {
    long buckets = Math.max(0, (now - began) / window);
    if (buckets > 0) {
      earlier = buckets == 1 ? current : new FeatureCounts();
      current = new FeatureCounts();
      began += buckets * window;
    }
  }
}
