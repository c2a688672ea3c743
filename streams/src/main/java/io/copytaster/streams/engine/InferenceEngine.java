package io.copytaster.streams.engine;

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
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A device's threads: they take what any thread has queued, and compute it in batches.
 *
 * <p>{@link DeviceQueue} knows what comes next, {@link BatchRunner} whom to blame for a failed
 * batch. Of a processor each core is a {@link Lane} with batches of its own: no core waits for
 * another, and an article for the first that is free. Lanes last as long as the engine because
 * libtorch keeps memory for every thread that ever computed.
 */
public final class InferenceEngine implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(InferenceEngine.class);

  /** How long closing waits for an interrupted device, after what was queued has been given up. */
  private static final Duration LAST_WAIT = Duration.ofSeconds(1);

  private final EngineOptions settings;
  private final DeviceQueue queue;
  private final List<Lane> lanes;

  private InferenceEngine(ModelSlot slot, EngineOptions settings, int lanes) {
    this.settings = settings;
    this.queue = new DeviceQueue(settings);
    var recent = new RecentLabels(settings.remembered());
    this.lanes =
        IntStream.rangeClosed(1, lanes)
            .mapToObj(
                number ->
                    new Lane(
                        "copytaster-inference-" + number,
                        slot,
                        queue,
                        new BatchRunner(settings, recent, System::nanoTime)))
            .toList();
  }

  /**
   * Starts the device's threads.
   *
   * @param slot whose models only these threads let compute; closed by whoever opened it, after the
   *     engine
   * @param lanes how many batches are computed side by side
   */
  public static InferenceEngine start(ModelSlot slot, EngineOptions settings, int lanes) {
    var engine = new InferenceEngine(slot, settings, lanes);
    engine.threads().forEach(Thread::start);
    return engine;
  }

  /**
   * Queues an article, at once and whatever the queue holds.
   *
   * <p>The result is completed on a thread of the device's own: wait for it, and chain no work to
   * it. Cancelling it takes the article out of the next batch.
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
   * Does something on a thread of the device's between two batches, or at once if one is idle, and
   * never two such things at once. While articles wait, no two errands follow each other: so if
   * each is short, no article waits for longer than for one of them.
   *
   * @return fails with what the work throws, or with {@link EngineFailure} if the engine is broken
   *     or closed
   */
  public <T> CompletableFuture<T> between(Callable<T> work) {
    return queue.add(Errand.of(work, Errand.NEVER));
  }

  /**
   * Does something on a thread of the device's while no article waits, or not at all.
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
    lanes.forEach(lane -> lane.runner().observe(observer));
  }

  /** Traces every batch from now on. */
  public void trace(Tracing tracing) {
    lanes.forEach(lane -> lane.runner().trace(tracing));
  }

  public EngineStatistics statistics() {
    return EngineStatistics.of(lanes.stream().map(lane -> lane.runner().statistics()).toList());
  }

  /** Of the lane that has been computing for longest. */
  public EngineActivity activity() {
    return EngineActivity.of(lanes.stream().map(lane -> lane.runner().activity()).toList());
  }

  /** Why the engine takes no more articles; empty while it does. */
  public Optional<EngineFailure> failure() {
    return queue.refusal();
  }

  /**
   * Takes no more articles, computes what is queued for at most the drain timeout, fails what is
   * left with {@link EngineFailure} and ends the threads.
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
        threads().forEach(Thread::interrupt);
        if (!endsWithin(LAST_WAIT)) {
          LOG.warn("The device is still in a batch that does not end: {}", activity());
        }
      }
    } catch (InterruptedException e) {
      queue.giveUp(new EngineFailure("closing the engine was interrupted", e));
      threads().forEach(Thread::interrupt);
      Thread.currentThread().interrupt();
    }
  }

  private boolean endsWithin(Duration timeout) throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    for (Thread thread : threads()) {
      TimeUnit.NANOSECONDS.timedJoin(thread, deadline - System.nanoTime());
    }
    return threads().stream().noneMatch(Thread::isAlive);
  }

  /** The device's threads, for those who must know that they have ended. */
  List<Thread> threads() {
    return lanes.stream().map(Lane::thread).toList();
  }
}
