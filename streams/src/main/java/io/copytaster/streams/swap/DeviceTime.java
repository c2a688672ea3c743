package io.copytaster.streams.swap;

import io.copytaster.streams.engine.InferenceEngine;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * The device, slice by slice, between the batches of the model that serves. For the swapper's
 * thread.
 */
final class DeviceTime {

  private final InferenceEngine engine;
  private final SwapMeters meters;

  DeviceTime(InferenceEngine engine, SwapMeters meters) {
    this.engine = engine;
    this.meters = meters;
  }

  /**
   * Waits until the device has done this; an interrupt counts only then, because what the device
   * computes with must not be freed under it.
   *
   * @param work short enough to keep articles waiting for
   */
  <T> T slice(Callable<T> work) throws InterruptedException {
    CompletableFuture<T> done = engine.between(() -> timed(work));
    boolean interrupted = Thread.interrupted();
    while (!done.isDone()) {
      try {
        done.handle((result, failure) -> true).get();
      } catch (InterruptedException e) {
        interrupted = true;
      } catch (ExecutionException e) {
        throw new IllegalStateException("handled, it does not fail", e);
      }
    }
    if (interrupted) {
      throw new InterruptedException("while the device computed for a candidate");
    }
    return result(done);
  }

  private static <T> T result(CompletableFuture<T> done) throws InterruptedException {
    try {
      return done.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException("computing on the device failed", e.getCause());
    }
  }

  private <T> T timed(Callable<T> work) throws Exception {
    long began = System.nanoTime();
    try {
      return work.call();
    } finally {
      meters.slice(System.nanoTime() - began);
    }
  }
}
