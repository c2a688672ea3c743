package io.copytaster.streams.swap;

import io.copytaster.schemas.ModelAnnouncement;
import io.copytaster.streams.engine.InferenceEngine;
import io.copytaster.streams.slot.ModelSlot;
import io.copytaster.streams.slot.RetiredModel;
import io.copytaster.streams.slot.ServedModel;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the model that was announced last serve, on a thread of its own.
 *
 * <p>{@link SwapCycle} decides what is worked on, {@link ModelLoader} makes it ready. Until then,
 * and whatever fails, the model that serves goes on; afterwards its memory is freed here, when its
 * last batch is done.
 */
public final class ModelSwapper implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ModelSwapper.class);

  /** How often it is tried to free a model that somebody still uses. */
  private static final Duration TO_FREE = Duration.ofMillis(100);

  /** How long closing waits for a step that cannot be interrupted. */
  private static final Duration LAST_WAIT = Duration.ofSeconds(2);

  private final ModelSlot slot;
  private final ModelLoader loader;
  private final SwapMeters meters;
  private final DeviceTime device;
  private final Thread thread;
  // Confined to the thread.
  private final List<RetiredModel> retired = new ArrayList<>();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  // Guarded by the lock.
  private final SwapCycle cycle;

  private ModelSwapper(
      InferenceEngine engine,
      ModelSlot slot,
      ModelLoader loader,
      Backoff backoff,
      MeterRegistry registry) {
    this.slot = slot;
    this.loader = loader;
    this.meters = new SwapMeters(registry);
    this.device = new DeviceTime(engine, meters);
    this.cycle = new SwapCycle(slot.model(), backoff);
    this.thread = new Thread(this::work, "copytaster-swap");
    thread.setDaemon(true);
  }

  /**
   * Starts the thread; to be closed before engine and slot.
   *
   * @param engine whose device computes the models of the slot
   * @param backoff between attempts where storage is away
   */
  public static ModelSwapper start(
      InferenceEngine engine,
      ModelSlot slot,
      ModelLoader loader,
      Backoff backoff,
      MeterRegistry registry) {
    var swapper = new ModelSwapper(engine, slot, loader, backoff, registry);
    try (var lease = slot.acquire()) {
      swapper.meters.serves(lease.model());
    }
    swapper.thread.start();
    return swapper;
  }

  /**
   * Takes notice of what is to serve, and returns at once. A candidate on its way that was
   * announced earlier is abandoned; what serves already is not loaded again.
   */
  public void announced(ModelAnnouncement announcement) {
    lock.lock();
    try {
      cycle.announced(announcement, System.nanoTime());
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** How things stand. */
  public SwapStatus status() {
    lock.lock();
    try {
      return SwapStatus.of(cycle);
    } finally {
      lock.unlock();
    }
  }

  /** Stops after the slice that is being computed; what serves goes on. */
  @Override
  public void close() {
    thread.interrupt();
    try {
      TimeUnit.NANOSECONDS.timedJoin(thread, LAST_WAIT.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void work() {
    try {
      while (true) {
        attempt(awaitAttempt());
      }
    } catch (InterruptedException e) {
      LOG.debug("No more swaps: closed");
    } catch (Throwable e) {
      LOG.error("No more swaps until the next start; {} goes on serving", slot.model(), e);
    }
  }

  private Attempt awaitAttempt() throws InterruptedException {
    while (true) {
      freeRetired();
      lock.lockInterruptibly();
      try {
        long now = System.nanoTime();
        var due = cycle.due(now);
        if (due.isPresent()) {
          return due.get();
        }
        long wait = cycle.nanosUntilDue(now);
        changed.awaitNanos(retired.isEmpty() ? wait : Math.min(wait, TO_FREE.toNanos()));
      } finally {
        lock.unlock();
      }
    }
  }

  private void attempt(Attempt attempt) throws InterruptedException {
    try {
      ServedModel model = loader.load(attempt.announcement(), device, new WhileWanted(attempt));
      publish(attempt, model);
    } catch (AbandonedException e) {
      LOG.info("Model {} is abandoned: {}", attempt.model(), e.getMessage());
      meters.abandoned();
    } catch (IOException | RuntimeException e) {
      refused(attempt, Refusal.of(e), e);
    }
  }

  /**
   * The one assignment that is the swap; the batch that is being computed is still the old one's.
   */
  private void publish(Attempt attempt, ServedModel model) {
    boolean wanted;
    lock.lock();
    try {
      wanted = cycle.isWanted(attempt);
      if (wanted) {
        retired.add(slot.publish(model));
        cycle.published(attempt);
      }
    } finally {
      lock.unlock();
    }
    if (!wanted) {
      model.close();
      throw new AbandonedException();
    }
    meters.serves(model);
    long took = System.nanoTime() - attempt.announced();
    meters.published(took);
    LOG.info(
        "Model {} serves, {} ms after it was announced; before it {}",
        model.model(),
        Duration.ofNanos(took).toMillis(),
        retired.get(retired.size() - 1).model());
  }

  private void refused(Attempt attempt, Refusal refusal, Exception failure) {
    lock.lock();
    try {
      if (!cycle.isWanted(attempt)) {
        return;
      }
      cycle.refused(attempt, refusal, System.nanoTime());
    } finally {
      lock.unlock();
    }
    meters.refused(refusal);
    LOG.warn(
        "Model {} is refused ({}, attempt {}), and {} goes on serving: {}",
        attempt.model(),
        refusal.category(),
        attempt.number(),
        slot.model(),
        refusal.reason());
    LOG.debug("Refused", failure);
  }

  private void freeRetired() throws InterruptedException {
    for (var models = retired.iterator(); models.hasNext(); ) {
      if (models.next().free(TO_FREE)) {
        models.remove();
        NativeHeap.trim();
      }
    }
  }

  /** A step forward counts only while the attempt is the newest. */
  private final class WhileWanted implements Progress {

    private final Attempt attempt;

    private WhileWanted(Attempt attempt) {
      this.attempt = attempt;
    }

    @Override
    public void reached(Step step) {
      lock.lock();
      try {
        requireWanted();
        cycle.reached(attempt, step);
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void requireWanted() {
      lock.lock();
      try {
        if (!cycle.isWanted(attempt)) {
          throw new AbandonedException();
        }
      } finally {
        lock.unlock();
      }
    }
  }
}
