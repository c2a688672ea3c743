package io.copytaster.faults;

import io.copytaster.streams.config.Settings;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Sends sample articles at an even pace through every fault, each acknowledged by the brokers. */
final class SteadyProducer implements AutoCloseable {

  private final Feed feed;
  private final int first;
  private final double nanosBetween;
  private final Thread thread = new Thread(this::sendUntilStopped, "steady-producer");
  private volatile boolean stopped;
  private volatile @Nullable Throwable failure;

  private SteadyProducer(Feed feed, int first, double articlesPerSecond) {
    this.feed = feed;
    this.first = first;
    nanosBetween = TimeUnit.SECONDS.toNanos(1) / articlesPerSecond;
  }

  static SteadyProducer start(Settings settings, int articlesPerSecond) {
    return start(new Feed(settings), 0, articlesPerSecond);
  }

  /** Goes on with a feed of which so many articles have been sent; closes it. */
  static SteadyProducer start(Feed feed, int sent, double articlesPerSecond) {
    var producer = new SteadyProducer(feed, sent, articlesPerSecond);
    producer.thread.setUncaughtExceptionHandler((thread, thrown) -> producer.failure = thrown);
    producer.thread.start();
    return producer;
  }

  /** Stops, waits until the brokers have acknowledged everything, and returns it in its order. */
  List<Sent> finish() {
    stop();
    if (failure != null) {
      throw new AssertionError("the producer ended by itself", failure);
    }
    return feed.finish();
  }

  private void sendUntilStopped() {
    long start = System.nanoTime();
    for (int number = first; !stopped; number++) {
      feed.article(number);
      long due = start + (long) ((number + 1 - first) * nanosBetween);
      try {
        TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void stop() {
    stopped = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    stop();
    feed.close();
  }
}
