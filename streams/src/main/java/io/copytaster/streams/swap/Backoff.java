package io.copytaster.streams.swap;

import java.time.Duration;
import java.util.Optional;

/**
 * When to try again what may pass: after twice the time before, and not for ever.
 *
 * @param first pause
 * @param longest pause
 * @param attempts in all
 */
public record Backoff(Duration first, Duration longest, int attempts) {

  /** Ten attempts within five minutes. */
  public static Backoff usual() {
    return new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1), 10);
  }

  /** How long to wait after so many attempts; empty if those were all. */
  Optional<Duration> after(int attempt) {
    if (attempt >= attempts) {
      return Optional.empty();
    }
    Duration pause = first.multipliedBy(1L << Math.min(attempt - 1, 20));
    return Optional.of(pause.compareTo(longest) > 0 ? longest : pause);
  }
}
