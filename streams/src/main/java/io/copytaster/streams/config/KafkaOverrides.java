package io.copytaster.streams.config;

import java.util.Map;
import java.util.TreeMap;

/**
 * The Kafka properties that the user passes through.
 *
 * @param properties by what follows {@code copytaster.kafka.}: {@code linger.ms}, which is for
 *     every kind of client that knows it, or {@code producer.linger.ms}, which is for one
 */
public record KafkaOverrides(Map<String, String> properties) {

  /** Copies the map. */
  public KafkaOverrides {
    properties = Map.copyOf(properties);
  }

  /** What the user says for one kind of client; the specific wins over the general. */
  Map<String, String> of(ClientKind kind) {
    var mine = new TreeMap<String, String>();
    properties.forEach(
        (name, value) -> {
          if (!isSpecific(name) && kind.takes(name)) {
            mine.put(name, value);
          }
        });
    properties.forEach(
        (name, value) -> {
          if (name.startsWith(kind.prefix())) {
            mine.put(kind.withoutPrefix(name), value);
          }
        });
    return mine;
  }

  private static boolean isSpecific(String name) {
    for (var kind : ClientKind.values()) {
      if (name.startsWith(kind.prefix())) {
        return true;
      }
    }
    return false;
  }

  /** Names and values, secrets masked. */
  @Override
  public String toString() {
    var shown = new TreeMap<String, String>();
    properties.forEach(
        (name, value) -> shown.put(name, Secrets.show(value, Secrets.isSecret(name))));
    return "KafkaOverrides" + shown;
  }
}
