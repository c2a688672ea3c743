package io.copytaster.model.network;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Data parallelism on the processor: each core computes parts of a batch from end to end.
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
  private final Executor others;
  private final Executor team;

  private Cores(int size) {
    this.size = size;
    var number = new AtomicInteger(1);
    this.others =
        Executors.newFixedThreadPool(
            Math.max(1, size - 1),
            work ->
                daemon("copytaster-core-" + number.incrementAndGet(), () -> computeWith(1, work)));
    this.team =
        Executors.newSingleThreadExecutor(
            work -> daemon("copytaster-team", () -> computeWith(size, work)));
  }

  private static Thread daemon(String name, Runnable work) {
    var thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  /** As many as libtorch was started with threads. */
  static Cores ofThisProcess() {
    return OfThisProcess.CORES;
  }

  int size() {
    return size;
  }

  /**
   * Computes parts side by side, each core the next that nobody has begun, the calling thread among
   * them. Nothing of it is still computed when this ends, be it because a part fails or the calling
   * thread is interrupted.
   *
   * @param parts at least one
   * @return the results in the parts' order
   * @throws RuntimeException what the first part threw that failed
   */
  <P, R> List<R> map(List<P> parts, Function<P, R> compute) {
    var results = parts.stream().map(part -> new FutureTask<>(() -> compute.apply(part))).toList();
    var next = new AtomicInteger();
    Runnable work =
        () -> {
          for (int i = next.getAndIncrement(); i < results.size(); i = next.getAndIncrement()) {
            results.get(i).run();
          }
        };
    var elsewhere =
        IntStream.range(1, Math.min(size, parts.size()))
            .mapToObj(core -> CompletableFuture.runAsync(work, others))
            .toArray(CompletableFuture[]::new);
    here(work);
    CompletableFuture.allOf(elsewhere).join();
    return results.stream().map(Cores::resultOf).toList();
  }

  /**
   * Computes with all cores for each operator, for what is long and cannot be cut into parts.
   *
   * <p>Every thread that asks has it done by the same one. OpenMP keeps helpers for each thread
   * that shared its operators, and more of them than cores slow each other down.
   *
   * @throws RuntimeException what the work threw
   */
  <R> R together(Supplier<R> work) {
    var task = new FutureTask<>(work::get);
    CompletableFuture.runAsync(task, team).join();
    return resultOf(task);
  }

  /** Does this in the calling thread, on one core. */
  void here(Runnable work) {
    here(
        () -> {
          work.run();
          return true;
        });
  }

  /** Computes in the calling thread, on one core. */
  <R> R here(Supplier<R> work) {
    Torch.useThreads(1);
    try {
      return work.get();
    } finally {
      Torch.useThreads(size);
    }
  }

  /** Of a task that has ended. */
  private static <R> R resultOf(FutureTask<R> task) {
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      throw new AssertionError("what has ended is not waited for", e);
    }
  }

  private static void computeWith(int threads, Runnable work) {
    Torch.useThreads(threads);
    work.run();
  }
}
