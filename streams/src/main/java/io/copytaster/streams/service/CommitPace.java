package io.copytaster.streams.service;

import java.time.Duration;

/**
 * How long a poll may wait before Streams has to look whether to commit.
 *
 * <p>Streams looks after every poll, and between the records it got, commits when more than the
 * interval has passed since it last did or would have, and counts in milliseconds. When that was is
 * not told, but follows from when it polls. So the wait ends a little after the next commit is due,
 * and not an interval after the records; once all is committed, nothing is waited for.
 *
 * <p>Times are of one clock, in nanoseconds. Confined to its thread.
 */
final class CommitPace {

  /** Streams' milliseconds, begun and not ended: those of its last look and of the next one. */
  private static final Duration TICKS = Duration.ofMillis(2);

  private final long interval;
  // A poll before which Streams has looked and begun to count anew, but for its ticks.
  private long counted;
  private long handedOver;
  private boolean uncommitted;

  CommitPace(Duration interval, long now) {
    this.interval = interval.plus(TICKS).toNanos();
    this.counted = now;
    this.handedOver = now;
  }

  /** Streams polls, for so long at most, and has looked just before. */
  Duration wait(Duration timeout, long now) {
    if (now - counted >= interval) {
      // What it was given since may have come too late for that commit.
      uncommitted = handedOver >= counted;
      counted = now;
    }
    long left = counted + interval - now;
    return uncommitted && left < timeout.toNanos() ? Duration.ofNanos(left) : timeout;
  }

  /** Streams gets records now, and will have processed them when it polls again. */
  void handedOver(long now) {
    uncommitted = true;
    handedOver = now;
  }
}
