package io.copytaster.streams.swap;

/** How things stand between an announcement and the model that serves. */
sealed interface Swap {

  /** What was announced last serves, or nothing was announced. */
  record Settled() implements Swap {}

  /** A candidate is on its way. */
  record Underway(Attempt attempt, Step step) implements Swap {}

  /** A candidate failed for now; it is tried again at this time, in nanoseconds. */
  record Waiting(Attempt attempt, Refusal refusal, long retryAt) implements Swap {}

  /** A candidate failed for good: only another announcement changes anything. */
  record Refused(Attempt attempt, Refusal refusal) implements Swap {}
}
