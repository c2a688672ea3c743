package io.copytaster.streams.slot;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A model and how many hold it: the slot is one of them while the model serves. */
final class Tenancy {

  private final ServedModel model;
  private final AtomicInteger holders = new AtomicInteger(1);
  private final CountDownLatch vacant = new CountDownLatch(1);

  Tenancy(ServedModel model) {
    this.model = model;
  }

  ServedModel model() {
    return model;
  }

  /** Adds a holder, unless the last has gone: what nobody holds is never held again. */
  boolean tryHold() {
    int now = holders.get();
    while (now > 0) {
      if (holders.compareAndSet(now, now + 1)) {
        return true;
      }
      now = holders.get();
    }
    return false;
  }

  void release() {
    if (holders.decrementAndGet() == 0) {
      vacant.countDown();
    }
  }

  boolean awaitVacancy(Duration patience) throws InterruptedException {
    return vacant.await(patience.toNanos(), TimeUnit.NANOSECONDS);
  }
}
