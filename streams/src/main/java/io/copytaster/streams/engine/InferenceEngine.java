package io.copytaster.streams.engine;

import io.copytaster.model.classify.BatchClassifier;
import io.copytaster.model.tokens.Tokens;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A device's queue and its one thread: takes articles from any thread, computes them in batches.
 *
 * <p>What goes together and when is {@link MicroBatcher}'s decision, whom to blame for a failed
 * batch {@link BatchRunner}'s. There is one thread for the engine's whole life because libtorch
 * keeps memory for every thread that ever computed.
 */
public final class InferenceEngine implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(InferenceEngine.class);

  /** How long closing waits for an interrupted device, after what was queued has been given up. */
  private static final Duration LAST_WAIT = Duration.ofSeconds(1);

  private final BatchClassifier classifier;
  private final EngineOptions settings;
  private final BatchRunner runner;
  private final Thread thread;
  private final AtomicLong pendingTokens = new AtomicLong();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  // Guarded by the lock.
  private final MicroBatcher batcher;
  private List<PendingArticle> computing = List.of();
  private long arrivals;
  private @Nullable EngineFailure refusal;

  private InferenceEngine(BatchClassifier classifier, Tokens probe, EngineOptions settings) {
    this.classifier = classifier;
    this.settings = settings;
    this.runner = new BatchRunner(probe, System::nanoTime);
    this.batcher = new MicroBatcher(settings);
    this.thread = new Thread(this::work, "copytaster-inference");
    // A call into native code that never returns must not keep the process alive.
    thread.setDaemon(true);
  }

  /**
   * Starts the device's thread.
   *
   * @param classifier used by that thread alone; closed by whoever opened it, after the engine
   * @param probe an article that this classifier has labelled, to tell a bad article from a broken
   *     device
   */
  public static InferenceEngine start(
      BatchClassifier classifier, Tokens probe, EngineOptions settings) {
    var engine = new InferenceEngine(classifier, probe, settings);
    engine.thread.start();
    return engine;
  }

  /**
   * Queues an article, at once and whatever the queue holds.
   *
   * <p>The result is completed on the device's own thread: wait for it, and chain no work to it.
   * Cancelling it takes the article out of the next batch.
   *
   * @return fails with {@link ArticleFailure} if it is the article that cannot be computed, with
   *     {@link EngineFailure} if the engine is broken or closed
   */
  public CompletableFuture<Labelling> submit(Tokens tokens) {
    var result = new CompletableFuture<Labelling>();
    lock.lock();
    try {
      if (refusal != null) {
        return CompletableFuture.failedFuture(refusal);
      }
      long now = System.nanoTime();
      batcher.add(new PendingArticle(arrivals++, tokens, now, result), computing.isEmpty(), now);
      pendingTokens.addAndGet(tokens.length());
      if (batcher.articles() == 1 || batcher.isReady(now)) {
        changed.signal();
      }
    } finally {
      lock.unlock();
    }
    return result;
  }

  /**
   * Whether an article of this many tokens fits the token budget: always, if nothing is pending.
   *
   * <p>Callers that only submit ahead of time hold back without room; the engine itself refuses
   * nobody.
   */
  public boolean hasRoom(int tokens) {
    long pending = pendingTokens.get();
    return pending == 0 || pending + tokens <= settings.queueTokens();
  }

  /** Tokens of all articles that wait or are being computed. */
  public long pendingTokens() {
    return pendingTokens.get();
  }

  public EngineStatistics statistics() {
    return runner.statistics();
  }

  public EngineActivity activity() {
    return runner.activity();
  }

  /** Why the engine takes no more articles; empty while it does. */
  public Optional<EngineFailure> failure() {
    lock.lock();
    try {
      return Optional.ofNullable(refusal);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes no more articles, computes what is queued for at most the drain timeout, fails what is
   * left with {@link EngineFailure} and ends the thread.
   */
  @Override
  public void close() {
    refuse(new EngineFailure("the engine is closed"));
    try {
      if (!endsWithin(settings.drainTimeout())) {
        giveUp(
            new EngineFailure(
                "the engine closed before this was computed, within drainTimeout = "
                    + settings.drainTimeout()));
        thread.interrupt();
        if (!endsWithin(LAST_WAIT)) {
          LOG.warn("The device is still in a batch that does not end: {}", runner.activity());
        }
      }
    } catch (InterruptedException e) {
      giveUp(new EngineFailure("closing the engine was interrupted", e));
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }

  private boolean endsWithin(Duration timeout) throws InterruptedException {
    TimeUnit.NANOSECONDS.timedJoin(thread, timeout.toNanos());
    return !thread.isAlive();
  }

  /** The device's thread, for those who must know that it has ended. */
  Thread thread() {
    return thread;
  }

  private void work() {
    try {
      for (var batch = take(); !batch.isEmpty(); batch = take()) {
        var outcomes = runner.run(classifier, batch);
        release();
        deliver(outcomes);
      }
    } catch (InterruptedException e) {
      giveUp(new EngineFailure("the inference thread was interrupted", e));
    } catch (EngineFailure e) {
      LOG.error("The engine stops: {}", e.getMessage(), e);
      giveUp(e);
    } catch (Throwable e) {
      LOG.error("The engine stops", e);
      giveUp(new EngineFailure("the device failed: " + e, e));
    }
  }

  /** Waits for the next batch; empty once the engine takes no more and nothing is queued. */
  private List<PendingArticle> take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (true) {
        long now = System.nanoTime();
        if (batcher.isReady(now) || refusal != null) {
          computing = batcher.next(now);
          return computing;
        }
        changed.awaitNanos(batcher.nanosUntilReady(now));
      }
    } finally {
      lock.unlock();
    }
  }

  /** Before anybody is told, so that who takes a result finds the room it leaves. */
  private void release() {
    lock.lock();
    try {
      computing.forEach(article -> pendingTokens.addAndGet(-article.length()));
      computing = List.of();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Newest first: a thread that waits for its articles in order wakes once, for the oldest, and
   * finds the others done.
   */
  private static void deliver(List<Outcome> outcomes) {
    for (int i = outcomes.size() - 1; i >= 0; i--) {
      outcomes.get(i).deliver();
    }
  }

  /** Takes no more articles, for the first reason given. */
  private void refuse(EngineFailure reason) {
    lock.lock();
    try {
      if (refusal == null) {
        refusal = reason;
      }
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Takes no more articles and fails all that are pending. */
  private void giveUp(EngineFailure reason) {
    var abandoned = new ArrayList<PendingArticle>();
    lock.lock();
    try {
      refuse(reason);
      abandoned.addAll(computing);
      abandoned.addAll(batcher.drain());
      computing = List.of();
      pendingTokens.set(0);
    } finally {
      lock.unlock();
    }
    abandoned.forEach(article -> article.result().completeExceptionally(reason));
  }
}
