package io.copytaster.streams.newsroom;

import io.copytaster.model.dataset.LabeledText;
import io.copytaster.streams.config.Settings;
import io.copytaster.streams.feed.NewsProducer;
import io.copytaster.streams.feed.Pace;
import io.copytaster.streams.feed.RawNewsEvents;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The news agency: sends articles at a pace until it is told to stop, from a thread of its own. */
final class Wire implements AutoCloseable {

  private final Settings settings;
  private final List<LabeledText> articles;
  private final Pace pace;
  private final Thread thread;
  private volatile boolean stopped;
  private volatile int sent;
  private volatile @Nullable RuntimeException failure;

  private Wire(Settings settings, List<LabeledText> articles, double rate) {
    this.settings = settings;
    this.articles = articles;
    this.pace = new Pace(rate);
    this.thread = new Thread(this::send, "copytaster-wire");
    thread.setDaemon(true);
  }

  static Wire start(Settings settings, List<LabeledText> articles, double rate) {
    var wire = new Wire(settings, articles, rate);
    wire.thread.start();
    return wire;
  }

  /** Articles that the brokers have or are about to have. */
  int sent() {
    RuntimeException thrown = failure;
    if (thrown != null) {
      throw thrown;
    }
    return sent;
  }

  boolean isExhausted() {
    return sent == articles.size();
  }

  /** Sends no more, and returns when the brokers have what was sent. */
  @Override
  public void close() throws InterruptedException {
    stopped = true;
    thread.join();
  }

  private void send() {
    try (var producer = NewsProducer.open(settings)) {
      long start = System.nanoTime();
      for (int number = 0; number < articles.size() && !stopped; number++) {
        LockSupport.parkNanos(start + pace.due(number) - System.nanoTime());
        producer.send(RawNewsEvents.of(articles.get(number)));
        sent = number + 1;
      }
      producer.flush();
    } catch (RuntimeException e) {
      failure = e;
    }
  }
}
