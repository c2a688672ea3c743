package io.copytaster.streams.topology;

import io.copytaster.streams.event.RegistryUnavailableException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a record wait for a schema registry that is away, since no record is to blame for it. Safe
 * for use by many threads; closing it ends every wait.
 */
public final class RegistryPatience implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RegistryPatience.class);

  private final long limitNanos;
  private final AtomicReference<@Nullable Outage> outage = new AtomicReference<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  /**
   * @param limit how long one question is asked again. Beyond it a transaction would be rolled back
   *     under the stream's feet.
   */
  public RegistryPatience(Duration limit) {
    this.limitNanos = limit.toNanos();
  }

  /**
   * The answer, asked for until there is one.
   *
   * @throws RegistryUnavailableException if there is none within the limit, or this is closed
   */
  public <T> T ask(Supplier<T> question) {
    long began = System.nanoTime();
    boolean waited = false;
    while (true) {
      try {
        T answer = question.get();
        if (waited) {
          ended();
        }
        return answer;
      } catch (RegistryUnavailableException e) {
        long now = System.nanoTime();
        Duration pause = failed(now, e);
        if (now - began + pause.toNanos() > limitNanos || isClosedAfter(pause)) {
          throw e;
        }
        waited = true;
      }
    }
  }

  /** How long the registry has been away, as far as anybody asks it; zero if it answers. */
  public Duration away() {
    Outage now = outage.get();
    return now == null ? Duration.ZERO : now.lasting(System.nanoTime());
  }

  @Override
  public void close() {
    closed.countDown();
  }

  private Duration failed(long now, RegistryUnavailableException why) {
    Outage before = outage.getAndUpdate(was -> was == null ? Outage.begin(now) : was.again(now));
    if (before == null) {
      LOG.warn("Records wait for the schema registry: {}", why.getMessage());
    }
    return (before == null ? Outage.begin(now) : before.again(now)).pause();
  }

  private void ended() {
    Outage was = outage.getAndSet(null);
    if (was != null) {
      LOG.info(
          "The schema registry answers again, after {} ms",
          TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - was.began()));
    }
  }

  private boolean isClosedAfter(Duration pause) {
    try {
      return closed.await(pause.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }
}
