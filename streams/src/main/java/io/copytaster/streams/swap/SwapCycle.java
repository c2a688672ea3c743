package io.copytaster.streams.swap;

import io.copytaster.schemas.ModelAnnouncement;
import java.time.Duration;
import java.util.Optional;

/**
 * Decides which announced model is worked on, and whether and when a failed one is tried again.
 *
 * <p>The newest announcement wins; whatever happens to a candidate, the model that serves goes on
 * serving until the candidate is ready. Not thread-safe. Time is nanoseconds from any origin.
 */
final class SwapCycle {

  private final Backoff backoff;
  private String serving;
  private Swap state = new Swap.Settled();

  /**
   * @param serving the identifier of the model that serves at first
   */
  SwapCycle(String serving, Backoff backoff) {
    this.serving = serving;
    this.backoff = backoff;
  }

  Swap state() {
    return state;
  }

  /** The identifier of the model that serves. */
  String serving() {
    return serving;
  }

  /** Takes notice of an announcement; the same one again changes nothing. */
  void announced(ModelAnnouncement announcement, long now) {
    if (announcement.getModel().equals(serving)) {
      state = new Swap.Settled();
    } else if (attempt().filter(last -> last.announcement().equals(announcement)).isEmpty()) {
      state = new Swap.Underway(new Attempt(announcement, 1, now), Step.FETCHING);
    }
  }

  /** The attempt to be made now, if any. */
  Optional<Attempt> due(long now) {
    if (state instanceof Swap.Waiting waiting && waiting.retryAt() - now <= 0) {
      state = new Swap.Underway(waiting.attempt().next(), Step.FETCHING);
    }
    return state instanceof Swap.Underway underway
        ? Optional.of(underway.attempt())
        : Optional.empty();
  }

  /** How long nothing is to be done unless something is announced. */
  long nanosUntilDue(long now) {
    if (state instanceof Swap.Waiting waiting) {
      return Math.max(0, waiting.retryAt() - now);
    }
    return state instanceof Swap.Underway ? 0 : Long.MAX_VALUE;
  }

  /** Whether the result of this attempt is still wanted. */
  boolean isWanted(Attempt attempt) {
    return state instanceof Swap.Underway underway && underway.attempt().equals(attempt);
  }

  /** A wanted attempt has come to this step. */
  void reached(Attempt attempt, Step step) {
    state = new Swap.Underway(attempt, step);
  }

  /** A wanted attempt has succeeded: its model serves. */
  void published(Attempt attempt) {
    serving = attempt.model();
    state = new Swap.Settled();
  }

  /** A wanted attempt has failed: the model that served goes on serving. */
  void refused(Attempt attempt, Refusal refusal, long now) {
    Optional<Duration> pause =
        refusal.isRetryable() ? backoff.after(attempt.number()) : Optional.empty();
    state =
        pause.isPresent()
            ? new Swap.Waiting(attempt, refusal, now + pause.get().toNanos())
            : new Swap.Refused(attempt, refusal);
  }

  private Optional<Attempt> attempt() {
    if (state instanceof Swap.Underway underway) {
      return Optional.of(underway.attempt());
    }
    if (state instanceof Swap.Waiting waiting) {
      return Optional.of(waiting.attempt());
    }
    return state instanceof Swap.Refused refused
        ? Optional.of(refused.attempt())
        : Optional.empty();
  }
}
