package io.copytaster.streams.telemetry;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Statistic;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.StreamSupport;

/** What a registry counted since the last time, in a line for people. For one thread. */
final class Summary {

  private final MeterRegistry registry;
  private final Map<MeterName, Double> before = new HashMap<>();

  Summary(MeterRegistry registry) {
    this.registry = registry;
  }

  /** The next line. */
  String line() {
    var line = new StringJoiner("; ");
    double labeled = since(Meters.ARTICLES_LABELED);
    double batches = since(Meters.BATCHES);
    double batched = since(Meters.BATCH_ARTICLES);
    line.add(format("%,.0f labelled", labeled));
    line.add(format("%,.0f dead", since(Meters.ARTICLES_DEAD)));
    if (batches > 0) {
      line.add(format("%,.0f batches of %.1f", batches, batched / batches));
    }
    double shadowed = since(Meters.SHADOW_ARTICLES);
    if (shadowed > 0) {
      line.add(format("%,.0f to the challenger", shadowed) + agreement());
    }
    registry.find(Meters.DRIFT.name()).tag("source", "all").gauges().stream()
        .filter(gauge -> !Double.isNaN(gauge.value()))
        .max(Comparator.comparingDouble(Gauge::value))
        .ifPresent(
            most ->
                line.add(
                    format(
                        "drift %.2f (%s)",
                        most.value(), String.valueOf(most.getId().getTag("feature")))));
    return line.toString();
  }

  private String agreement() {
    Gauge gauge = registry.find(Meters.SHADOW_AGREEMENT.name()).gauge();
    return gauge == null || Double.isNaN(gauge.value())
        ? ""
        : format(", which agrees on %.1f %%", 100 * gauge.value());
  }

  /** All series of a counter together. */
  private double since(MeterName counter) {
    double now =
        registry.find(counter.name()).meters().stream()
            .flatMap(meter -> StreamSupport.stream(meter.measure().spliterator(), false))
            .filter(measurement -> measurement.getStatistic() == Statistic.COUNT)
            .mapToDouble(measurement -> measurement.getValue())
            .sum();
    Double last = before.put(counter, now);
    return now - (last == null ? 0 : last);
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
