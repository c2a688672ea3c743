package io.copytaster.benchmarks.inference;

import io.copytaster.model.batch.TokenBatch;

/** A network that computes batches, ours or another's. */
@FunctionalInterface
interface BatchNetwork {

  /** Computes it and throws away what comes out. */
  void compute(TokenBatch batch) throws Exception;
}
