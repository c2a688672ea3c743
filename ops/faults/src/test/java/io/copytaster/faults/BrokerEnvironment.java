package io.copytaster.faults;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** How a broker of the cluster is told who it is; everything else is Kafka's default. */
final class BrokerEnvironment {

  private BrokerEnvironment() {}

  /**
   * @param outsidePort on this machine's loopback
   * @param detourPort where the {@link Detour} to it begins
   */
  static Map<String, String> of(int id, int brokers, int outsidePort, int detourPort) {
    String voters =
        IntStream.rangeClosed(1, brokers)
            .mapToObj(voter -> voter + "@broker" + voter + ":29093")
            .collect(Collectors.joining(","));
    return Map.ofEntries(
        Map.entry("CLUSTER_ID", "Y29weXRhc3Rlci1mYXVsdA"),
        Map.entry("KAFKA_NODE_ID", Integer.toString(id)),
        Map.entry("KAFKA_PROCESS_ROLES", "broker,controller"),
        Map.entry("KAFKA_CONTROLLER_QUORUM_VOTERS", voters),
        Map.entry("KAFKA_CONTROLLER_LISTENER_NAMES", "CONTROLLER"),
        Map.entry(
            "KAFKA_LISTENERS", "HOST://:9092,DETOUR://:9094,INTERNAL://:19092,CONTROLLER://:29093"),
        Map.entry(
            "KAFKA_ADVERTISED_LISTENERS",
            "HOST://localhost:%d,DETOUR://%s:%d,INTERNAL://broker%d:19092"
                .formatted(outsidePort, Detour.HOST, detourPort, id)),
        Map.entry(
            "KAFKA_LISTENER_SECURITY_PROTOCOL_MAP",
            "HOST:PLAINTEXT,DETOUR:PLAINTEXT,INTERNAL:PLAINTEXT,CONTROLLER:PLAINTEXT"),
        Map.entry("KAFKA_INTER_BROKER_LISTENER_NAME", "INTERNAL"),
        Map.entry("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false"),
        Map.entry("KAFKA_DEFAULT_REPLICATION_FACTOR", "3"),
        Map.entry("KAFKA_MIN_INSYNC_REPLICAS", "2"),
        Map.entry("KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR", "3"),
        Map.entry("KAFKA_OFFSETS_TOPIC_NUM_PARTITIONS", "6"),
        Map.entry("KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR", "3"),
        Map.entry("KAFKA_TRANSACTION_STATE_LOG_MIN_ISR", "2"),
        Map.entry("KAFKA_TRANSACTION_STATE_LOG_NUM_PARTITIONS", "6"),
        Map.entry("KAFKA_LOG_DIRS", "/tmp/kraft-combined-logs"),
        Map.entry("KAFKA_HEAP_OPTS", "-Xmx320m"));
  }
}
