package io.copytaster.streams.engine;

import io.copytaster.streams.slot.ModelLease;
import io.copytaster.streams.slot.ModelSlot;
import io.copytaster.streams.slot.TokenizedText;
import io.copytaster.streams.tracing.Tracing;
import io.opentelemetry.api.trace.Span;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A device's one thread: takes what any thread has queued, and computes it in batches.
 *
 * <p>{@link DeviceQueue} knows what comes next, {@link BatchRunner} whom to blame for a failed
 * batch. Each batch leases the model that serves at its beginning. There is one thread for the
 * engine's whole life because libtorch keeps memory for every thread that ever computed.
 */
public final class InferenceEngine implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(InferenceEngine.class);

  /** How long closing waits for an interrupted device, after what was queued has been given up. */
  private static final Duration LAST_WAIT = Duration.ofSeconds(1);

  private final ModelSlot slot;
  private final EngineOptions settings;
  private final DeviceQueue queue;
  private final BatchRunner runner;
  private final Thread thread;

  private InferenceEngine(ModelSlot slot, EngineOptions settings) {
    this.slot = slot;
    this.settings = settings;
    this.queue = new DeviceQueue(settings);
    this.runner = new BatchRunner(settings, System::nanoTime);
    this.thread = new Thread(this::work, "copytaster-inference");
    // A call into native code that never returns must not keep the process alive.
    thread.setDaemon(true);
  }

  /**
   * Starts the device's thread.
   *
   * @param slot whose models only this thread lets compute; closed by whoever opened it, after the
   *     engine
   */
  public static InferenceEngine start(ModelSlot slot, EngineOptions settings) {
    var engine = new InferenceEngine(slot, settings);
    engine.thread.start();
    return engine;
  }

  /**
   * Queues an article, at once and whatever the queue holds.
   *
   * <p>The result is completed on the device's own thread: wait for it, and chain no work to it.
   * Cancelling it takes the article out of the next batch.
   *
   * @param text tokenized by the model that served then; should another serve when its batch
   *     begins, and read otherwise, it is tokenized again
   * @return fails with {@link ArticleFailure} if it is the article that cannot be computed, with
   *     {@link EngineFailure} if the engine is broken or closed
   */
  public CompletableFuture<Labelling> submit(TokenizedText text) {
    return submit(text, Span.getInvalid());
  }

  /**
   * As above.
   *
   * @param span of the article's stay, which its batch is linked to
   */
  public CompletableFuture<Labelling> submit(TokenizedText text, Span span) {
    return queue.add(text, span);
  }

  /**
   * Does something on the device's thread between two batches, or at once if it is idle. While
   * articles wait, no two errands follow each other: so if each is short, no article waits for
   * longer than for one of them.
   *
   * @return fails with what the work throws, or with {@link EngineFailure} if the engine is broken
   *     or closed
   */
  public <T> CompletableFuture<T> between(Callable<T> work) {
    return queue.add(Errand.of(work, Errand.NEVER));
  }

  /**
   * Does something on the device's thread while no article waits, or not at all.
   *
   * @param patience for how long an idle moment may be waited for
   * @return as {@link #between}; also fails with {@link ErrandShedException} if there was no such
   *     moment, or too much waits for one already
   */
  public <T> CompletableFuture<T> whenIdle(Callable<T> work, Duration patience) {
    return queue.add(Errand.of(work, System.nanoTime() + patience.toNanos()));
  }

  /**
   * Whether an article of this many tokens fits the token budget: always, if nothing is pending.
   *
   * <p>Callers that only submit ahead of time hold back without room; the engine itself refuses
   * nobody.
   */
  public boolean hasRoom(int tokens) {
    long pending = queue.pendingTokens();
    return pending == 0 || pending + tokens <= settings.queueTokens();
  }

  /** Tokens of all articles that wait or are being computed. */
  public long pendingTokens() {
    return queue.pendingTokens();
  }

  /** Articles that wait or are being computed. */
  public int pendingArticles() {
    return queue.pendingArticles();
  }

  /** Tells another observer of every batch from now on. */
  public void observe(BatchObserver observer) {
    runner.observe(observer);
  }

  /** Traces every batch from now on. */
  public void trace(Tracing tracing) {
    runner.trace(tracing);
  }

  public EngineStatistics statistics() {
    return runner.statistics();
  }

  public EngineActivity activity() {
    return runner.activity();
  }

  /** Why the engine takes no more articles; empty while it does. */
  public Optional<EngineFailure> failure() {
    return queue.refusal();
  }

  /**
   * Takes no more articles, computes what is queued for at most the drain timeout, fails what is
   * left with {@link EngineFailure} and ends the thread.
   */
  @Override
  public void close() {
    queue.refuse(new EngineFailure("the engine is closed"));
    try {
      if (!endsWithin(settings.drainTimeout())) {
        queue.giveUp(
            new EngineFailure(
                "the engine closed before this was computed, within drainTimeout = "
                    + settings.drainTimeout()));
        thread.interrupt();
        if (!endsWithin(LAST_WAIT)) {
          LOG.warn("The device is still in a batch that does not end: {}", runner.activity());
        }
      }
    } catch (InterruptedException e) {
      queue.giveUp(new EngineFailure("closing the engine was interrupted", e));
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
      for (Turn turn = queue.take(); !(turn instanceof Turn.End); turn = queue.take()) {
        if (turn instanceof Turn.Batch batch) {
          compute(batch.articles());
        } else if (turn instanceof Turn.Other other) {
          runner.perform(other.errand());
        }
      }
    } catch (InterruptedException e) {
      queue.giveUp(new EngineFailure("the inference thread was interrupted", e));
    } catch (EngineFailure e) {
      LOG.error("The engine stops: {}", e.getMessage(), e);
      queue.giveUp(e);
    } catch (Throwable e) {
      LOG.error("The engine stops", e);
      queue.giveUp(new EngineFailure("the device failed: " + e, e));
    }
  }

  private void compute(List<PendingArticle> articles) throws InterruptedException {
    List<Outcome> outcomes;
    try (ModelLease lease = slot.acquire()) {
      outcomes = runner.run(lease.model(), articles);
    }
    // Before anybody is told, so that who takes a result finds the room it leaves.
    queue.release();
    deliver(outcomes);
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
}
