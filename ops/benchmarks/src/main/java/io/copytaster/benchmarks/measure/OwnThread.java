package io.copytaster.benchmarks.measure;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * A thread for each thing that is done. OpenMP keeps helpers for a thread until it ends, and once
 * there are more than cores they slow each other down: so none outlive what they helped with.
 */
public final class OwnThread {

  private OwnThread() {}

  /** Does this in a thread that ends with it. */
  public static <T> T run(Callable<T> work) throws Exception {
    var task = new FutureTask<>(work);
    new Thread(task, "turn").start();
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception failure ? failure : e;
    }
  }
}
