package io.copytaster.streams.shadow;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/** A device that does other work while no article waits for it. */
@FunctionalInterface
public interface IdleDevice {

  /**
   * Does something on the device's own thread while no article waits, or not at all.
   *
   * @param patience for how long an idle moment may be waited for
   * @return fails with what the work throws, or if there was no such moment
   */
  <T> CompletableFuture<T> whenIdle(Callable<T> work, Duration patience);
}
