package io.copytaster.benchmarks.stream;

import io.copytaster.benchmarks.measure.Latency;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** How long a service that always has work gives no label. */
final class Gaps {

  private Gaps() {}

  /**
   * @param moments of labels, milliseconds of any clock, in any order; at least two that differ
   */
  static Latency between(List<Long> moments) {
    List<Long> sorted = moments.stream().distinct().sorted().toList();
    if (sorted.size() < 2) {
      throw new IllegalArgumentException(sorted.size() + " moments have no gap between them");
    }
    Histogram gaps = Latency.recorder();
    for (int i = 1; i < sorted.size(); i++) {
      gaps.recordValue(TimeUnit.MILLISECONDS.toNanos(sorted.get(i) - sorted.get(i - 1)));
    }
    return Latency.of(gaps);
  }
}
