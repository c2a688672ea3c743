package io.copytaster.streams.engine;

import io.copytaster.streams.slot.TokenizedText;
import io.opentelemetry.api.trace.Span;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What waits for a device: any thread adds to it, the device's lanes take from it.
 *
 * <p>What goes together and when is {@link MicroBatcher}'s decision, what goes between two batches
 * {@link Errands}'.
 */
final class DeviceQueue {

  private final AtomicLong pendingTokens = new AtomicLong();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  // Guarded by the lock.
  private final MicroBatcher batcher;
  private final Errands errands = new Errands();
  private final Set<List<PendingArticle>> computing =
      Collections.newSetFromMap(new IdentityHashMap<>());
  private boolean errandRuns;
  private long arrivals;
  private @Nullable EngineFailure refusal;

  DeviceQueue(EngineOptions settings) {
    this.batcher = new MicroBatcher(settings);
  }

  CompletableFuture<Labelling> add(TokenizedText text, Span span) {
    var result = new CompletableFuture<Labelling>();
    lock.lock();
    try {
      if (refusal != null) {
        return CompletableFuture.failedFuture(refusal);
      }
      long now = System.nanoTime();
      batcher.add(
          new PendingArticle(arrivals++, text, now, result, span), computing.isEmpty(), now);
      pendingTokens.addAndGet(text.tokens().length());
      if (batcher.articles() == 1 || batcher.isReady(now)) {
        changed.signal();
      }
    } finally {
      lock.unlock();
    }
    return result;
  }

  /** Adds what goes between two batches, or if it may expire, what waits for an idle moment. */
  <T> CompletableFuture<T> add(Errand<T> errand) {
    lock.lock();
    try {
      if (refusal != null) {
        errand.result().completeExceptionally(refusal);
      } else if (errand.expires() == Errand.NEVER) {
        errands.add(errand);
      } else if (!errands.addWhenIdle(errand)) {
        shed(errand);
      }
      changed.signal();
    } finally {
      lock.unlock();
    }
    return errand.result();
  }

  /** Tokens of all articles that wait or are being computed. */
  long pendingTokens() {
    return pendingTokens.get();
  }

  /** Articles that wait or are being computed. */
  int pendingArticles() {
    lock.lock();
    try {
      return batcher.articles() + computing.stream().mapToInt(List::size).sum();
    } finally {
      lock.unlock();
    }
  }

  /** Why nothing is taken any more; empty while it is. */
  Optional<EngineFailure> refusal() {
    lock.lock();
    try {
      return Optional.ofNullable(refusal);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for what a lane is to do next. Errands run one at a time, beside other lanes' batches.
   */
  Turn take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (true) {
        long now = System.nanoTime();
        errands.expired(now).forEach(DeviceQueue::shed);
        Optional<Errand<?>> errand =
            errandRuns ? Optional.empty() : errands.next(!batcher.isEmpty());
        if (errand.isPresent()) {
          errandRuns = true;
          return new Turn.Other(errand.get());
        }
        if (batcher.isReady(now) || refusal != null) {
          return batch(now);
        }
        changed.awaitNanos(batcher.nanosUntilReady(now));
      }
    } finally {
      lock.unlock();
    }
  }

  private Turn batch(long now) {
    var articles = errands.batchCut() ? batcher.nextAfterErrand(now) : batcher.next(now);
    if (articles.isEmpty()) {
      return new Turn.End();
    }
    computing.add(articles);
    if (batcher.isReady(now)) {
      changed.signal();
    }
    return new Turn.Batch(articles);
  }

  /** A batch that was taken is computed: its room is free. */
  void release(List<PendingArticle> batch) {
    lock.lock();
    try {
      if (computing.remove(batch)) {
        batch.forEach(article -> pendingTokens.addAndGet(-article.length()));
      }
    } finally {
      lock.unlock();
    }
  }

  /** The errand that was taken is done. */
  void errandDone() {
    lock.lock();
    try {
      errandRuns = false;
    } finally {
      lock.unlock();
    }
  }

  /** Takes no more, for the first reason given; articles that wait are still to be computed. */
  void refuse(EngineFailure reason) {
    List<Errand<?>> undone;
    lock.lock();
    try {
      if (refusal == null) {
        refusal = reason;
      }
      undone = errands.drain();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    undone.forEach(errand -> errand.result().completeExceptionally(reason));
  }

  /** Takes no more, and fails all that is pending. */
  void giveUp(EngineFailure reason) {
    refuse(reason);
    var abandoned = new ArrayList<PendingArticle>();
    lock.lock();
    try {
      computing.forEach(abandoned::addAll);
      abandoned.addAll(batcher.drain());
      computing.clear();
      pendingTokens.set(0);
    } finally {
      lock.unlock();
    }
    abandoned.forEach(article -> article.result().completeExceptionally(reason));
  }

  private static void shed(Errand<?> errand) {
    errand
        .result()
        .completeExceptionally(new ErrandShedException("the device had no idle moment for it"));
  }
}
