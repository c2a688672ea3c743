package io.copytaster.streams.telemetry;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Statistic;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
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
    Gauge lease = registry.find(Meters.RETRAIN_LEASE.name()).gauge();
    if (lease == null || registry.find(Meters.BATCHES.name()).meter() != null) {
      labelling(line);
    }
    if (lease != null) {
      retraining(line, lease.value() > 0);
    }
    return line.toString();
  }

  private void labelling(StringJoiner line) {
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
  }

  private void retraining(StringJoiner line, boolean works) {
    double runs = since(Meters.RETRAIN_RUNS);
    line.add(works ? "has the lease" : "waits for the lease");
    value(Meters.RETRAIN_REVIEWED).ifPresent(all -> line.add(format("%,.0f to learn", all)));
    if (runs > 0) {
      line.add(format("%,.0f runs ended", runs) + comparison());
    }
  }

  private String comparison() {
    OptionalDouble champion = value(Meters.RETRAIN_ACCURACY, "role", "champion");
    OptionalDouble candidate = value(Meters.RETRAIN_ACCURACY, "role", "candidate");
    return champion.isEmpty() || candidate.isEmpty()
        ? ""
        : format(
            ", the last from %.1f to %.1f %%",
            100 * champion.getAsDouble(), 100 * candidate.getAsDouble());
  }

  private String agreement() {
    OptionalDouble share = value(Meters.SHADOW_AGREEMENT);
    return share.isEmpty() ? "" : format(", which agrees on %.1f %%", 100 * share.getAsDouble());
  }

  /** A gauge's; empty if it is not there, or not a number. */
  private OptionalDouble value(MeterName meter, String... tags) {
    Gauge gauge = registry.find(meter.name()).tags(tags).gauge();
    return gauge == null || Double.isNaN(gauge.value())
        ? OptionalDouble.empty()
        : OptionalDouble.of(gauge.value());
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
