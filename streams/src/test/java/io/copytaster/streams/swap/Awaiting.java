package io.copytaster.streams.swap;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what another thread brings about. */
public final class Awaiting {

  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);

  private Awaiting() {}

  /** Returns once it is so, and fails if it is not within a generous time. */
  public static void until(BooleanSupplier condition) {
    long began = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - began > PATIENCE) {
        throw new AssertionError("it did not come about");
      }
      LockSupport.parkNanos(200_000);
    }
  }
}
