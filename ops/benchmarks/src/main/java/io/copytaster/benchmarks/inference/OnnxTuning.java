package io.copytaster.benchmarks.inference;

import io.copytaster.benchmarks.measure.Contender;
import io.copytaster.benchmarks.measure.Turn;

/**
 * How ONNX Runtime is fastest here, found by trying.
 *
 * @param threads for one operator
 * @param sideBySide parts of a batch that are computed at once, each with so many threads
 * @param batchTokens what a batch may hold, padding included
 */
record OnnxTuning(int threads, int sideBySide, int batchTokens) {

  private static final int[] BATCH_TOKENS = {1024, 2048, 4096};
  private static final int TRIES = 2;

  /**
   * @param trial a short run of a network with batches so large
   */
  static OnnxTuning best(String resource, Trial trial) throws Exception {
    int cores = Runtime.getRuntime().availableProcessors();
    var best = new OnnxTuning(1, 1, BATCH_TOKENS[0]);
    double fastest = 0;
    for (int threads = 1; threads <= cores; threads *= 2) {
      try (var peer = OnnxPeer.open(resource, threads);
          var parts = new SideBySide(peer, cores / threads)) {
        for (int batchTokens : BATCH_TOKENS) {
          double found = perSecond(trial.with(parts, batchTokens));
          if (found > fastest) {
            fastest = found;
            best = new OnnxTuning(threads, cores / threads, batchTokens);
          }
        }
      }
    }
    return best;
  }

  /**
   * With how many threads one article is fastest.
   *
   * @param trial a short run of a network with one article after the other
   */
  static int threadsAlone(String resource, AloneTrial trial) throws Exception {
    int best = 1;
    double fastest = 0;
    for (int threads = 1; threads <= Runtime.getRuntime().availableProcessors(); threads *= 2) {
      try (var peer = OnnxPeer.open(resource, threads)) {
        double found = perSecond(trial.with(peer));
        if (found > fastest) {
          fastest = found;
          best = threads;
        }
      }
    }
    return best;
  }

  /** The best of a few runs, after one that warms up. */
  private static double perSecond(Contender<Turn> trial) throws Exception {
    trial.run();
    double best = 0;
    for (int i = 0; i < TRIES; i++) {
      best = Math.max(best, trial.run().perSecond());
    }
    return best;
  }

  /** Runs batches. */
  @FunctionalInterface
  interface Trial {
    Contender<Turn> with(BatchNetwork network, int batchTokens);
  }

  /** Runs single articles. */
  @FunctionalInterface
  interface AloneTrial {
    Contender<Turn> with(BatchNetwork network);
  }
}
