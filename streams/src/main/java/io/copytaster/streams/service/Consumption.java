package io.copytaster.streams.service;

import java.util.Collection;
import org.apache.kafka.common.Metric;

/**
 * How an instance's consumers stand, by the metrics they keep of themselves.
 *
 * @param partitions they read from
 * @param lag records that waited in these when they were last asked
 * @param connected whether any has a connection to a broker
 */
record Consumption(int partitions, long lag, boolean connected) {

  /** Of all stream threads together. */
  static Consumption of(Collection<? extends Metric> metrics) {
    double partitions = 0;
    double lag = 0;
    double connections = 0;
    for (Metric metric : metrics) {
      if (metric.metricValue() instanceof Double value && !value.isNaN()) {
        switch (metric.metricName().group() + "/" + metric.metricName().name()) {
          case "consumer-coordinator-metrics/assigned-partitions" -> partitions += value;
          case "consumer-fetch-manager-metrics/records-lag" -> lag += value;
          case "consumer-metrics/connection-count" -> connections += value;
          default -> {}
        }
      }
    }
    return new Consumption((int) partitions, (long) lag, connections > 0);
  }
}
