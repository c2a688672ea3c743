package io.copytaster.benchmarks.inference;

import io.copytaster.model.batch.BatchSplit;
import io.copytaster.model.batch.TokenBatch;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A network that computes the parts of a batch at once, cut as our network cuts it for its cores.
 */
final class SideBySide implements BatchNetwork, AutoCloseable {

  private final BatchNetwork network;
  private final int parts;
  private final ExecutorService threads;

  /**
   * @param network may be called by several threads at once; the caller's to close
   * @param parts of a batch, at least 1
   */
  SideBySide(BatchNetwork network, int parts) {
    this.network = network;
    this.parts = parts;
    this.threads = Executors.newFixedThreadPool(parts);
  }

  @Override
  public void compute(TokenBatch batch) throws Exception {
    var running = new ArrayList<Callable<Void>>();
    for (TokenBatch part : BatchSplit.of(batch, parts).parts()) {
      running.add(
          () -> {
            network.compute(part);
            return null;
          });
    }
    for (Future<Void> part : threads.invokeAll(running)) {
      part.get();
    }
  }

  @Override
  public void close() {
    threads.shutdown();
  }
}
