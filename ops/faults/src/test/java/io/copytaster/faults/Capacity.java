package io.copytaster.faults;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** How many articles a second a scenario's instances label when more wait than they can. */
final class Capacity {

  /** Sent at once; the first ones warm the instances and do not count. */
  static final int ARTICLES = 5_000;

  private static final int WARMING = 2_000;
  private static final Duration STANDSTILL = Duration.ofMinutes(2);

  private Capacity() {}

  /** Sends the feed's first {@link #ARTICLES}, and times them. */
  static double of(Scenario scenario, Feed feed) {
    for (int number = 0; number < ARTICLES; number++) {
      feed.article(number);
    }
    require(scenario, WARMING);
    long start = System.nanoTime();
    int before = scenario.reader().distinct();
    require(scenario, ARTICLES);
    double seconds = (double) (System.nanoTime() - start) / TimeUnit.SECONDS.toNanos(1);
    return (scenario.reader().distinct() - before) / seconds;
  }

  private static void require(Scenario scenario, int articles) {
    if (!scenario.reader().readUntil(articles, STANDSTILL)) {
      throw new AssertionError("no more than %d came".formatted(scenario.reader().distinct()));
    }
  }
}
