package io.copytaster.streams.engine;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Holds the device in its first batch until a test has arranged what is to wait meanwhile. */
public final class Gate {

  private final CountDownLatch reached = new CountDownLatch(1);
  private final CountDownLatch open = new CountDownLatch(1);

  /** The device's side: passes once the gate is open. */
  public void pass() {
    reached.countDown();
    await(open);
  }

  /** The test's side: returns once the device stands at the gate. */
  public void awaitDevice() {
    await(reached);
  }

  public void open() {
    open.countDown();
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(20, TimeUnit.SECONDS)) {
        throw new AssertionError("nobody came to the gate");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted at the gate", e);
    }
  }
}
