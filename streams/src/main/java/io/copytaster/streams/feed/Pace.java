package io.copytaster.streams.feed;

/**
 * When the next article is due at a given rate: a schedule that does not drift.
 *
 * @param perSecond articles; 0 for no pace at all
 */
public record Pace(double perSecond) {

  private static final double NANOS = 1e9;

  /** Nanoseconds after the start at which the article of this number, from 0, is due. */
  public long due(long number) {
    return perSecond == 0 ? 0 : (long) (number * NANOS / perSecond);
  }
}
