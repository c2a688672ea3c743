package io.copytaster.streams.config;

import java.util.List;

/**
 * Where Kafka is, and whatever else the user tells its clients.
 *
 * @param bootstrapServers {@code host:port}, separated by commas
 * @param overrides properties that are passed through as they are
 */
public record KafkaSettings(String bootstrapServers, KafkaOverrides overrides) {

  /** What follows the common prefix in the name of every Kafka property. */
  static final String PREFIX = "kafka.";

  static final Setting<String> BOOTSTRAP_SERVERS =
      new Setting<>(
          "kafka.bootstrap.servers",
          ValueType.matching(
              "[^\\s,]+:\\d{1,5}(\\s*,\\s*[^\\s,]+:\\d{1,5})*", "`host:port`, separated by commas"),
          "localhost:9092",
          "Some brokers of the cluster.");

  static final List<Setting<?>> ALL = List.of(BOOTSTRAP_SERVERS);

  static KafkaSettings from(SettingValues values) {
    return new KafkaSettings(values.get(BOOTSTRAP_SERVERS), values.kafkaOverrides());
  }
}
