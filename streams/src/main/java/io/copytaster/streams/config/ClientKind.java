package io.copytaster.streams.config;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.Arrays;
import java.util.Locale;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.streams.StreamsConfig;

/** The kinds of Kafka client, each with the properties Kafka defines for it. */
@SuppressWarnings("ImmutableEnumChecker") // Kafka's definitions, only read here
enum ClientKind {
  PRODUCER(ProducerConfig.configDef()),
  CONSUMER(ConsumerConfig.configDef()),
  ADMIN(AdminClientConfig.configDef()),
  STREAMS(StreamsConfig.configDef());

  private final ConfigDef definition;

  ClientKind(ConfigDef definition) {
    this.definition = definition;
  }

  ConfigDef definition() {
    return definition;
  }

  /** What stands before a property that is meant for this kind alone, such as {@code producer.}. */
  String prefix() {
    return name().toLowerCase(Locale.ROOT) + ".";
  }

  String withoutPrefix(String property) {
    return property.startsWith(prefix()) ? property.substring(prefix().length()) : property;
  }

  /**
   * Whether a property without a prefix is for this kind: a plug-in's property is for every one.
   */
  boolean takes(String property) {
    var knowing =
        Arrays.stream(values())
            .filter(kind -> kind.definition.names().contains(property))
            .collect(toUnmodifiableSet());
    return knowing.isEmpty() || knowing.contains(this);
  }
}
