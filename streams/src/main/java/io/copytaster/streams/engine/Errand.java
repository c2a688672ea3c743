package io.copytaster.streams.engine;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/**
 * Work for the device's thread that is no batch of articles.
 *
 * @param expires when it is too late to begin, on the engine's clock; {@link #NEVER} if it never is
 */
record Errand<T>(Callable<T> work, CompletableFuture<T> result, long expires) {

  static final long NEVER = Long.MAX_VALUE;

  static <T> Errand<T> of(Callable<T> work, long expires) {
    return new Errand<>(work, new CompletableFuture<>(), expires);
  }

  /** Does the work; whatever it throws is its own affair and not the device's. */
  void run() {
    if (!result.isDone()) {
      try {
        result.complete(work.call());
      } catch (Throwable e) {
        result.completeExceptionally(e);
      }
    }
  }

  boolean isExpired(long now) {
    return expires != NEVER && now - expires >= 0;
  }
}
