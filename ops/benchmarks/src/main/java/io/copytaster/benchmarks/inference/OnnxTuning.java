package io.copytaster.benchmarks.inference;

/**
 * How ONNX Runtime is fastest here, found by trying.
 *
 * @param threads for one operator
 * @param batchTokens what a batch may hold, padding included
 */
record OnnxTuning(int threads, int batchTokens) {

  private static final int[] BATCH_TOKENS = {1024, 2048, 4096};
  private static final int TRIES = 2;

  /**
   * @param trial what a network would do with batches so large
   */
  static OnnxTuning best(String resource, Trial trial) throws Exception {
    var best = new OnnxTuning(1, BATCH_TOKENS[0]);
    double fastest = 0;
    for (int threads = 1; threads <= Runtime.getRuntime().availableProcessors(); threads *= 2) {
      try (var peer = OnnxPeer.open(resource, threads)) {
        for (int batchTokens : BATCH_TOKENS) {
          for (int i = 0; i <= TRIES; i++) {
            double found = trial.with(peer, batchTokens).run().perSecond();
            // The first one warms up.
            if (i > 0 && found > fastest) {
              fastest = found;
              best = new OnnxTuning(threads, batchTokens);
            }
          }
        }
      }
    }
    return best;
  }

  /** A short run. */
  @FunctionalInterface
  interface Trial {
    InBatches with(BatchNetwork network, int batchTokens);
  }
}
