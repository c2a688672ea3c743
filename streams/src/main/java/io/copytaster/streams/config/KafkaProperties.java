package io.copytaster.streams.config;

import java.util.Map;
import java.util.TreeMap;

/**
 * The properties of this program's plain Kafka clients, without (de)serializers and consumer group:
 * those are the caller's.
 *
 * <p>What the user passes through wins over what stands here.
 */
public final class KafkaProperties {

  private static final int LARGEST_BY_DEFAULT = 1 << 21;

  private KafkaProperties() {}

  /** A producer that waits for every in-sync replica and sends at once. */
  public static Map<String, Object> producer(Settings settings) {
    var properties = common(settings, "producer");
    properties.putAll(producerChoices(settings));
    properties.putAll(settings.kafka().overrides().of(ClientKind.PRODUCER));
    return properties;
  }

  /** A consumer that reads committed records only, from the beginning, and commits nothing. */
  public static Map<String, Object> consumer(Settings settings) {
    var properties = common(settings, "consumer");
    properties.putAll(consumerChoices(settings));
    properties.put("enable.auto.commit", "false");
    properties.put("allow.auto.create.topics", "false");
    properties.putAll(settings.kafka().overrides().of(ClientKind.CONSUMER));
    return properties;
  }

  /** An administration client. */
  public static Map<String, Object> admin(Settings settings) {
    var properties = common(settings, "admin");
    properties.putAll(settings.kafka().overrides().of(ClientKind.ADMIN));
    return properties;
  }

  /**
   * The largest request that producers send, in bytes. A dead letter is a raw record with the
   * reason in its headers, so this is twice the largest event, and what the dead-letter topic
   * should take.
   */
  public static int maxRequestBytes(Settings settings) {
    return Math.max(LARGEST_BY_DEFAULT, 2 * settings.output().maxEventBytes());
  }

  /** What every producer here does, that of Kafka Streams too. */
  static Map<String, String> producerChoices(Settings settings) {
    return Map.of(
        // Streams waits 100 ms by default, and batches come ready-made from the engine.
        "linger.ms", "0", "max.request.size", Integer.toString(maxRequestBytes(settings)));
  }

  /** What every consumer here does, those of Kafka Streams too. */
  static Map<String, String> consumerChoices(Settings settings) {
    return Map.of(
        "auto.offset.reset", "earliest",
        "isolation.level", "read_committed",
        "max.poll.records", Integer.toString(settings.serving().pollRecords()));
  }

  private static Map<String, Object> common(Settings settings, String role) {
    var properties = new TreeMap<String, Object>();
    properties.put("bootstrap.servers", settings.kafka().bootstrapServers());
    properties.put("client.id", settings.serving().clientId() + "-" + role);
    return properties;
  }
}
