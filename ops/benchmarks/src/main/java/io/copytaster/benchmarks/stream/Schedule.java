package io.copytaster.benchmarks.stream;

import io.copytaster.streams.feed.Pace;
import java.time.Duration;

/**
 * When articles arrive, whether or not those before them have been answered. A latency is counted
 * from the arrival that was due, so that a service that holds the sender up gains nothing by it
 * (coordinated omission).
 *
 * @param perSecond articles
 * @param warmUp arrivals within it are not counted
 * @param counted arrivals within it are
 */
record Schedule(double perSecond, Duration warmUp, Duration counted) {

  Schedule {
    if (!(perSecond > 0)) {
      throw new IllegalArgumentException("articles per second must be above 0: " + perSecond);
    }
  }

  /** How many articles arrive. */
  int arrivals() {
    return (int) Math.ceil(perSecond * seconds(warmUp.plus(counted)));
  }

  /** Nanoseconds after the start at which this article, numbered from 0, is due. */
  long due(int number) {
    return new Pace(perSecond).due(number);
  }

  boolean counts(int number) {
    return due(number) >= warmUp.toNanos();
  }

  /**
   * How long an article took.
   *
   * @param now nanoseconds after the start
   */
  long latency(int number, long now) {
    return Math.max(0, now - due(number));
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
