package io.copytaster.model.network;

import ai.djl.engine.Engine;
import ai.djl.engine.StandardCapabilities;
import ai.djl.pytorch.jni.JniUtils;

/** The libtorch of this process, started once and without the network. */
final class Torch {

  private static final String THREADS = "ai.djl.pytorch.num_threads";

  private Torch() {}

  /**
   * Starts libtorch if it is not running.
   *
   * @param threads for one operation, 0 for one per core; the first call of the process decides
   */
  static synchronized Engine start(int threads) {
    setUnlessSet("ai.djl.offline", "true");
    setUnlessSet("OPT_OUT_TRACKING", "true");
    setUnlessSet("ai.djl.pytorch.graph_optimizer", "false");
    if (threads > 0) {
      setUnlessSet(THREADS, Integer.toString(threads));
    }
    return Engine.getEngine("PyTorch");
  }

  /** Threads that one operator of the calling thread is computed with. */
  static int threads() {
    return JniUtils.getNumThreads();
  }

  /** Computes the operators of the calling thread with so many threads from now on. */
  static void useThreads(int threads) {
    JniUtils.setNumThreads(threads);
  }

  /**
   * CUDA devices that this libtorch can use: none for one built without CUDA.
   *
   * @param threads as of {@link #start}
   */
  static int gpus(int threads) {
    Engine engine = start(threads);
    return engine.hasCapability(StandardCapabilities.CUDA) ? engine.getGpuCount() : 0;
  }

  private static void setUnlessSet(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }
}
