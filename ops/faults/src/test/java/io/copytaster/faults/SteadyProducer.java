package io.copytaster.faults;

import io.copytaster.streams.config.Settings;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Sends sample articles at an even pace through every fault, each acknowledged by the brokers. */
final class SteadyProducer implements AutoCloseable {

  private final Feed feed;
  private final long nanosBetween;
  private final Thread thread = new Thread(this::sendUntilStopped, "steady-producer");
  private volatile boolean stopped;

  private SteadyProducer(Settings settings, int articlesPerSecond) {
    feed = new Feed(settings);
    nanosBetween = TimeUnit.SECONDS.toNanos(1) / articlesPerSecond;
  }

  static SteadyProducer start(Settings settings, int articlesPerSecond) {
    var producer = new SteadyProducer(settings, articlesPerSecond);
    producer.thread.start();
    return producer;
  }

  /** Stops, waits until the brokers have acknowledged everything, and returns it in its order. */
  List<Sent> finish() {
    stop();
    return feed.finish();
  }

  private void sendUntilStopped() {
    long next = System.nanoTime();
    for (int number = 0; !stopped; number++) {
      feed.article(number);
      next += nanosBetween;
      try {
        TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
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
