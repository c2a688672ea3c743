package io.copytaster.streams.announce;

import io.copytaster.schemas.ModelAnnouncement;
import io.copytaster.streams.broker.Patience;
import io.copytaster.streams.config.Settings;
import io.copytaster.streams.event.WireFormat;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * A thread that reads the log of models and passes on what is announced.
 *
 * <p>It begins with the first record, whenever the instance starts, and says nothing before it has
 * reached the end once. Then the listener is told, on that thread, the newest announcement of each
 * channel, and every later one. Whatever fails is tried again from the beginning; what the listener
 * knows it is not told again.
 */
public final class AnnouncementFollower implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(AnnouncementFollower.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration SILENCE = Duration.ofSeconds(30);
  private static final Duration STOPPING = Duration.ofSeconds(5);
  private static final Patience PATIENCE = Patience.endless();

  private final Settings settings;
  private final WireFormat format;
  private final AnnouncementListener listener;
  private final Newest newest = new Newest();
  private final CountDownLatch caughtUp = new CountDownLatch(1);
  private final Thread thread;
  private volatile Models models = Models.NONE;
  private volatile boolean stopped;

  private AnnouncementFollower(
      Settings settings, WireFormat format, AnnouncementListener listener) {
    this.settings = settings;
    this.format = format;
    this.listener = listener;
    this.thread = new Thread(this::run, "announcements");
    thread.setDaemon(true);
  }

  /**
   * Starts to follow; brokers that are away, or a topic that is, are waited for.
   *
   * @param listener quick: what takes time is for a thread of its own. Interrupted by {@link
   *     #close}; what it throws is logged
   */
  public static AnnouncementFollower start(
      Settings settings, WireFormat format, AnnouncementListener listener) {
    var follower = new AnnouncementFollower(settings, format, listener);
    follower.thread.start();
    return follower;
  }

  /**
   * Waits until the end of the topic was reached once and the listener was told.
   *
   * @return whether it was, within the timeout
   */
  public boolean awaitCaughtUp(Duration timeout) throws InterruptedException {
    return caughtUp.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** All that was read so far. */
  public Models models() {
    return models;
  }

  private void run() {
    for (int failures = 1; !stopped; failures++) {
      long began = System.nanoTime();
      try (var reader = AnnouncementReader.open(settings, format)) {
        follow(reader);
      } catch (RuntimeException e) {
        if (stopped) {
          return;
        }
        if (System.nanoTime() - began > SILENCE.toNanos()) {
          failures = 1;
        }
        LOG.atLevel(failures == 1 ? Level.WARN : Level.DEBUG)
            .log(
                "Announcements on {} cannot be read, trying again: {}",
                settings.topics().models(),
                e.getMessage());
        pause(failures);
      }
    }
  }

  private void follow(AnnouncementReader reader) {
    var builder = new ModelsBuilder();
    try {
      passOn(reader.readToEnd(SILENCE), builder);
      caughtUp.countDown();
      while (!stopped) {
        passOn(reader.poll(POLL), builder);
      }
    } catch (InterruptException e) {
      Thread.interrupted(); // or else the reader could not be closed in peace
      throw e;
    }
  }

  private void passOn(List<Entry> entries, ModelsBuilder builder) {
    entries.forEach(builder::accept);
    entries.forEach(newest::accept);
    models = builder.build();
    newest.take().forEach(this::tell);
  }

  private void tell(Entry news) {
    try {
      tell(news.announcement());
    } catch (InterruptException e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.error("What was announced was not taken: {}", news.key().text(), e);
    }
  }

  private void tell(@Nullable ModelAnnouncement announcement) {
    if (announcement == null) {
      LOG.info("The challenger is withdrawn");
      listener.withdrawn();
      return;
    }
    LOG.info(
        "Announced as {}: {}, by {}",
        announcement.getChannel(),
        announcement.getModel(),
        announcement.getDecidedBy());
    listener.announced(announcement);
  }

  private void pause(int failures) {
    try {
      Thread.sleep(PATIENCE.pauseAfter(failures, Duration.ZERO).orElseThrow().toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // by close, which has said so before
    }
  }

  /** Ends the thread; the listener is not told anything afterwards. */
  @Override
  public void close() {
    stopped = true;
    thread.interrupt();
    try {
      thread.join(STOPPING.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
