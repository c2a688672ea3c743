package io.copytaster.deploy;

import io.copytaster.streams.telemetry.MeterName;
import io.copytaster.streams.telemetry.Meters;
import io.micrometer.core.instrument.Meter.Type;
import io.micrometer.prometheusmetrics.PrometheusNamingConvention;
import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.internals.FetchMetricsRegistry;
import org.apache.kafka.common.MetricNameTemplate;

/**
 * Every series that can be asked for: this program's meters, Kafka's, and what Prometheus itself
 * says, each with its labels.
 */
final class KnownSeries {

  /** What Prometheus adds to each series it scrapes. */
  static final Set<String> SCRAPED = Set.of("job", "instance");

  private static final PrometheusNamingConvention NAMES = new PrometheusNamingConvention();

  private final Map<String, Set<String>> labels = new HashMap<>();

  KnownSeries() {
    add("up", Set.of());
    meters().forEach(this::add);
    // Micrometer's binder: the group without "metrics", and the name.
    new FetchMetricsRegistry(Set.of("client-id"), "consumer").getAllTemplates().forEach(this::add);
    for (var name : List.of("rebalance-total", "time-between-poll-max")) {
      boolean coordinator = name.startsWith("rebalance");
      var group = coordinator ? "consumer-coordinator-metrics" : "consumer-metrics";
      add(new MetricNameTemplate(name, group, "", Set.of("client-id")));
    }
    add(
        new MetricNameTemplate(
            "commit-latency-avg", "stream-thread-metrics", "", Set.of("thread-id")));
  }

  /** A recording rule's series. */
  void add(String name, Set<String> tags) {
    var all = new LinkedHashSet<>(SCRAPED);
    all.addAll(tags);
    labels.put(name, Set.copyOf(all));
  }

  boolean has(String name) {
    return labels.containsKey(name);
  }

  /** All labels that the series of these names have. */
  Set<String> labels(Set<String> names) {
    var all = new LinkedHashSet<String>();
    names.forEach(name -> all.addAll(labels.getOrDefault(name, Set.of())));
    return all;
  }

  /** The name under which Prometheus knows a counter. */
  static String counter(MeterName meter) {
    return spelled(meter, Type.COUNTER) + "_total";
  }

  private void add(MeterName meter) {
    var tags = Set.copyOf(meter.tags());
    // An info's suffix is no part of its name, and stands in the text all the same.
    String info = meter.name().endsWith(".info") ? "_info" : "";
    add(spelled(meter, Type.GAUGE) + info, tags);
    add(counter(meter), tags);
    for (var type : List.of(Type.TIMER, Type.DISTRIBUTION_SUMMARY)) {
      for (var part : List.of("_count", "_sum", "_max")) {
        add(spelled(meter, type) + part, tags);
      }
      var bucketed = new LinkedHashSet<>(tags);
      bucketed.add("le");
      add(spelled(meter, type) + "_bucket", bucketed);
    }
  }

  private void add(MetricNameTemplate kafka) {
    var dotted = "kafka." + kafka.group().replace("-metrics", "") + "." + kafka.name();
    var name = dotted.replace('-', '.');
    var tags = Set.copyOf(kafka.tags().stream().map(tag -> tag.replace('-', '_')).toList());
    if (name.endsWith("total")) {
      add(NAMES.name(name, Type.COUNTER, null) + "_total", tags);
    } else {
      add(NAMES.name(name, Type.GAUGE, null), tags);
    }
  }

  private static String spelled(MeterName meter, Type type) {
    return NAMES.name(meter.name(), type, meter.suffix().orElse(null));
  }

  private static Stream<MeterName> meters() {
    return Stream.of(Meters.class.getFields())
        .filter(field -> Modifier.isStatic(field.getModifiers()))
        .filter(field -> field.getType() == MeterName.class)
        .map(
            field -> {
              try {
                return (MeterName) field.get(null);
              } catch (IllegalAccessException e) {
                throw new AssertionError(field + " is public", e);
              }
            });
  }
}
