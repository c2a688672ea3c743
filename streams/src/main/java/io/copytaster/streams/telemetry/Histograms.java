package io.copytaster.streams.telemetry;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.stream.IntStream;

/** Meters with buckets, so that a back end can take quantiles over all instances. */
public final class Histograms {

  private Histograms() {}

  /**
   * A distribution.
   *
   * @param bounds each bucket's upper one, ascending, in the meter's unit
   */
  public static DistributionSummary of(MeterRegistry registry, MeterName meter, double... bounds) {
    return DistributionSummary.builder(meter.name())
        .description(meter.doc())
        .baseUnit(meter.suffix().orElse(null))
        .serviceLevelObjectives(bounds)
        .register(registry);
  }

  /** Durations. */
  public static Timer of(MeterRegistry registry, MeterName meter, Duration... bounds) {
    return Timer.builder(meter.name())
        .description(meter.doc())
        .serviceLevelObjectives(bounds)
        .register(registry);
  }

  /** Bounds that double, from 2 to the power of one exponent to that of another. */
  public static double[] powersOfTwo(int first, int last) {
    return IntStream.rangeClosed(first, last).mapToDouble(each -> Math.pow(2, each)).toArray();
  }
}
