package io.copytaster.streams.telemetry;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A summary of the meters, said every so often by a thread of its own. */
public final class SummaryLog implements AutoCloseable {

  private final ScheduledExecutorService executor;

  private SummaryLog(ScheduledExecutorService executor) {
    this.executor = executor;
  }

  /**
   * Starts.
   *
   * @param interval between two lines; zero for none at all
   * @param say what to do with a line
   */
  public static SummaryLog start(MeterRegistry registry, Duration interval, Consumer<String> say) {
    var executor =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              var thread = new Thread(task, "copytaster-summary");
              thread.setDaemon(true);
              return thread;
            });
    if (!interval.isZero()) {
      var summary = new Summary(registry);
      long nanos = interval.toNanos();
      executor.scheduleAtFixedRate(
          () -> say.accept(summary.line()), nanos, nanos, TimeUnit.NANOSECONDS);
    }
    return new SummaryLog(executor);
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
