package io.copytaster.streams.broker;

import java.time.Duration;
import java.util.Optional;

/**
 * How often, and for how long, something is tried again: a pause that doubles up to a limit.
 *
 * @param firstPause after the first failure
 * @param longestPause that any failure is followed by
 * @param total after which no further attempt is made
 */
public record Patience(Duration firstPause, Duration longestPause, Duration total) {

  private static final int MOST_DOUBLINGS = 20;

  /** From half a second to ten between attempts, without end. */
  public static Patience endless() {
    return upTo(Duration.ofDays(36_500));
  }

  /** From half a second to ten between attempts, and no new attempt after {@code total}. */
  public static Patience upTo(Duration total) {
    return new Patience(Duration.ofMillis(500), Duration.ofSeconds(10), total);
  }

  /**
   * The pause before the next attempt; empty if there shall be none.
   *
   * @param failures so far, at least 1
   * @param waited since before the first attempt
   */
  public Optional<Duration> pauseAfter(int failures, Duration waited) {
    var left = total.minus(waited);
    if (left.isZero() || left.isNegative()) {
      return Optional.empty();
    }
    var pause = firstPause.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
    return Optional.of(shorter(left, shorter(pause, longestPause)));
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
