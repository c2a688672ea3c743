package io.copytaster.streams.topology;

import java.time.Duration;

/**
 * Since when a registry has not answered, and when to ask it again: after pauses that double.
 *
 * @param began nanoseconds from any origin, when it first did not answer
 * @param last when it last did not
 * @param questions that it has not answered
 */
record Outage(long began, long last, int questions) {

  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  /** Longer than a pause and a question take: whoever asks no more does not know. */
  private static final Duration KNOWN_FOR = Duration.ofSeconds(30);

  static Outage begin(long now) {
    return new Outage(now, now, 1);
  }

  Outage again(long now) {
    return new Outage(began, now, questions + 1);
  }

  /** Until the next question. */
  Duration pause() {
    long factor = 1L << Math.min(questions - 1, 10);
    Duration doubled = FIRST_PAUSE.multipliedBy(factor);
    return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
  }

  /** How long it has lasted; zero if nobody has asked for long. */
  Duration lasting(long now) {
    return now - last > KNOWN_FOR.toNanos() ? Duration.ZERO : Duration.ofNanos(now - began);
  }
}
