package io.copytaster.streams.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where Kafka is. */
final class KafkaOptions {

  static final String HEADING = "%nKafka:%n";

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT,...",
      description =
          "Some brokers of the cluster (kafka.bootstrap.servers). Any other property of a Kafka"
              + " client is given as -Dkafka.PROPERTY=VALUE.")
  private @Nullable String bootstrapServers;

  void addTo(Shortcuts shortcuts) {
    shortcuts.set("kafka.bootstrap.servers", bootstrapServers);
  }
}
