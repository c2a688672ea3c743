package io.copytaster.streams.engine;

import io.copytaster.streams.slot.ModelLease;
import io.copytaster.streams.slot.ModelSlot;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One of the threads that compute on a device, batch after batch: each batch leases the model that
 * serves at its beginning. Lanes know nothing of each other; what breaks one ends all.
 */
final class Lane {

  private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

  private final ModelSlot slot;
  private final DeviceQueue queue;
  private final BatchRunner runner;
  private final Thread thread;

  Lane(String name, ModelSlot slot, DeviceQueue queue, BatchRunner runner) {
    this.slot = slot;
    this.queue = queue;
    this.runner = runner;
    this.thread = new Thread(this::work, name);
    // A call into native code that never returns must not keep the process alive.
    thread.setDaemon(true);
  }

  BatchRunner runner() {
    return runner;
  }

  Thread thread() {
    return thread;
  }

  private void work() {
    try {
      for (Turn turn = queue.take(); !(turn instanceof Turn.End); turn = queue.take()) {
        if (turn instanceof Turn.Batch batch) {
          compute(batch.articles());
        } else if (turn instanceof Turn.Other other) {
          runner.perform(other.errand());
          queue.errandDone();
        }
      }
    } catch (InterruptedException e) {
      queue.giveUp(new EngineFailure("the inference thread was interrupted", e));
    } catch (EngineFailure e) {
      LOG.error("The engine stops: {}", e.getMessage(), e);
      queue.giveUp(e);
    } catch (Throwable e) {
      LOG.error("The engine stops", e);
      queue.giveUp(new EngineFailure("the device failed: " + e, e));
    }
  }

  private void compute(List<PendingArticle> articles) throws InterruptedException {
    List<Outcome> outcomes;
    try (ModelLease lease = slot.acquire()) {
      outcomes = runner.run(lease.model(), articles);
    }
    // Before anybody is told, so that who takes a result finds the room it leaves.
    queue.release(articles);
    deliver(outcomes);
  }

  /**
   * Newest first: a thread that waits for its articles in order wakes once, for the oldest, and
   * finds the others done.
   */
  private static void deliver(List<Outcome> outcomes) {
    for (int i = outcomes.size() - 1; i >= 0; i--) {
      outcomes.get(i).deliver();
    }
  }
}
