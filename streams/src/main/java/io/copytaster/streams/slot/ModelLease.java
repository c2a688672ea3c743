package io.copytaster.streams.slot;

import java.util.concurrent.atomic.AtomicBoolean;

/** The right to use a model: until it is closed, the model's memory stays. */
public final class ModelLease implements AutoCloseable {

  private final Tenancy tenancy;
  private final AtomicBoolean returned = new AtomicBoolean();

  ModelLease(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  public ServedModel model() {
    return tenancy.model();
  }

  /** Returns the lease; once more does nothing. */
  @Override
  public void close() {
    if (returned.compareAndSet(false, true)) {
      tenancy.release();
    }
  }
}
