package io.copytaster.streams.swap;

import java.time.Duration;

/**
 * How much a candidate may compute at a time, learned from what it has computed so far, so that the
 * articles of the model that serves never wait for long.
 */
final class SliceSize {

  /** The batch that follows is half as long as others, so that a slice may take this. */
  static final Duration GOAL = Duration.ofMillis(100);

  private final int mostTokens;
  private double nanosPerToken;

  /**
   * @param mostTokens padded tokens of an ordinary batch
   */
  SliceSize(int mostTokens) {
    this.mostTokens = mostTokens;
  }

  /** Rows of this many tokens that may be computed at once; at least one. */
  int rows(int length) {
    double affordable =
        nanosPerToken == 0 ? length : Math.min(mostTokens, GOAL.toNanos() / nanosPerToken);
    return Math.max(1, (int) (affordable / length));
  }

  /** Whether a slice that has taken so long may go on with so many padded tokens. */
  boolean admits(long nanos, int tokens) {
    return admitsNanos(nanos, (long) (tokens * nanosPerToken));
  }

  /** Whether a slice that has taken so long may go on for so much longer. */
  static boolean admitsNanos(long nanos, long more) {
    return nanos + more <= GOAL.toNanos();
  }

  /** So many padded tokens took so long. */
  void computed(int tokens, long nanos) {
    nanosPerToken = (double) nanos / tokens;
  }
}
