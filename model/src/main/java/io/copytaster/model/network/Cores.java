package io.copytaster.model.network;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Data parallelism on the processor: each core computes a part of a batch from end to end.
 *
 * <p>Threads that share every operator wait for the slowest of them a few hundred times a batch,
 * and whatever else runs on one core holds up all. These wait for each other once. They live as
 * long as the process, because libtorch keeps memory for every thread that ever computed.
 */
final class Cores {

  private static final class OfThisProcess {
    static final Cores CORES = new Cores(Torch.threads());
  }

  private final int size;
  private final Executor caller = this::computeHere;
  private final Executor others;

  private Cores(int size) {
    this.size = size;
    var number = new AtomicInteger(1);
    this.others =
        Executors.newFixedThreadPool(
            Math.max(1, size - 1),
            work -> {
              Runnable onOneCore = () -> computeAlone(work);
              var thread = new Thread(onOneCore, "copytaster-core-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /** As many as libtorch was started with threads. */
  static Cores ofThisProcess() {
    return OfThisProcess.CORES;
  }

  int size() {
    return size;
  }

  /**
   * Computes parts side by side, the first on the calling thread. Nothing of it is still computed
   * when this ends, be it because a part fails or the calling thread is interrupted.
   *
   * @param parts at least one
   * @return the results in the parts' order
   * @throws RuntimeException what the first part threw that failed
   */
  <P, R> List<R> map(List<P> parts, Function<P, R> compute) {
    var elsewhere = parts.stream().skip(1).map(part -> submit(compute, part, others)).toList();
    var here = submit(compute, parts.get(0), caller);
    var all = Stream.concat(Stream.of(here), elsewhere.stream()).toList();
    CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
        .exceptionally(failure -> null)
        .join();
    try {
      return all.stream().map(CompletableFuture::join).toList();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException failure ? failure : e;
    }
  }

  private static <P, R> CompletableFuture<R> submit(
      Function<P, R> compute, P part, Executor executor) {
    return CompletableFuture.supplyAsync(() -> compute.apply(part), executor);
  }

  private void computeHere(Runnable work) {
    Torch.useThreads(1);
    try {
      work.run();
    } finally {
      Torch.useThreads(size);
    }
  }

  private static void computeAlone(Runnable work) {
    Torch.useThreads(1);
    work.run();
  }
}
