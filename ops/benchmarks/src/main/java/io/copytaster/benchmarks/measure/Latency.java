package io.copytaster.benchmarks.measure;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * How long articles took.
 *
 * @param p50 milliseconds within which half of them were done
 * @param p99 milliseconds within which 99 of 100 were
 * @param max milliseconds of the slowest
 */
public record Latency(double p50, double p99, double max) {

  private static final int SIGNIFICANT_DIGITS = 3;

  /** What a turn's latencies, in nanoseconds, are recorded in. */
  public static Histogram recorder() {
    return new Histogram(SIGNIFICANT_DIGITS);
  }

  /**
   * @param nanos as {@link #recorder} made it
   */
  public static Latency of(Histogram nanos) {
    return new Latency(
        millis(nanos.getValueAtPercentile(50)),
        millis(nanos.getValueAtPercentile(99)),
        millis(nanos.getMaxValue()));
  }

  private static double millis(long nanos) {
    return (double) nanos / TimeUnit.MILLISECONDS.toNanos(1);
  }
}
