package io.copytaster.streams.slot;

import io.copytaster.model.network.Lanes;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The model that serves now. Who uses it takes a lease, and another model is put in its place
 * without waiting for anybody.
 *
 * <p>Lucene's {@code ReferenceManager} is the pattern: whoever comes sees either the old model or
 * the new one, whole, and the memory of the old one is freed after its last lease. Safe for any
 * thread.
 */
public final class ModelSlot implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ModelSlot.class);

  /** How long closing waits for a lease that is still out. */
  private static final Duration LAST_LEASE = Duration.ofSeconds(1);

  private volatile Tenancy current;
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * @param first owned from now on
   */
  public ModelSlot(ServedModel first) {
    this.current = new Tenancy(first);
  }

  /**
   * Leases the model that serves now.
   *
   * @throws IllegalStateException if the slot is closed
   */
  public ModelLease acquire() {
    while (true) {
      Tenancy tenancy = current;
      if (tenancy.tryHold()) {
        return new ModelLease(tenancy);
      }
      if (current == tenancy) {
        throw new IllegalStateException("the slot is closed");
      }
    }
  }

  /** The text as the model reads that serves now. */
  public TokenizedText tokenize(String text) {
    try (ModelLease lease = acquire()) {
      return TokenizedText.of(text, lease.model());
    }
  }

  /** How many batches the model computes side by side that serves now. */
  public Lanes lanes() {
    return current.model().lanes();
  }

  /** The identifier of the model that serves now. */
  public String model() {
    return current.model().model();
  }

  /**
   * Lets another model serve from now on. Leases that are out are still of the one before.
   *
   * @param next ready to compute; owned from now on
   * @return the one before, to be freed by the caller
   */
  public synchronized RetiredModel publish(ServedModel next) {
    Tenancy before = current;
    current = new Tenancy(next);
    before.release();
    return new RetiredModel(before);
  }

  /**
   * Frees the model; after all who use it have ended. A lease that does not come back, of a device
   * that hangs, is worth no crash: the memory then stays until the process ends.
   */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    Tenancy last = current;
    last.release();
    try {
      if (!new RetiredModel(last).free(LAST_LEASE)) {
        LOG.warn("Model {} is still in use and is not freed", last.model().model());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
