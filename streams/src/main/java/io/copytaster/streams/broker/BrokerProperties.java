package io.copytaster.streams.broker;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The server properties of a single-node Kafka in KRaft mode that listens on loopback only. */
final class BrokerProperties {

  static final int NODE_ID = 1;
  static final String CONTROLLER_LISTENER = "CONTROLLER";
  static final String HOST = "127.0.0.1";

  private BrokerProperties() {}

  /**
   * The properties of a broker with its data in {@code directory}.
   *
   * @param port where clients connect
   * @param controllerPort where the broker talks to the controller in the same process
   */
  static Map<String, String> of(Path directory, int port, int controllerPort) {
    var properties = new TreeMap<String, String>();
    properties.put("process.roles", "broker,controller");
    properties.put("node.id", Integer.toString(NODE_ID));
    properties.put("listeners", listener("CLIENT", port) + "," + controller(controllerPort));
    properties.put("advertised.listeners", listener("CLIENT", port));
    properties.put(
        "listener.security.protocol.map", "CLIENT:PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT");
    properties.put("inter.broker.listener.name", "CLIENT");
    properties.put("controller.listener.names", CONTROLLER_LISTENER);
    properties.put("controller.quorum.voters", NODE_ID + "@" + HOST + ":" + controllerPort);
    properties.put("log.dirs", directory.toString());
    properties.put("auto.create.topics.enable", "false");
    properties.putAll(aloneInTheCluster());
    properties.putAll(quickToStartAndRecover());
    return properties;
  }

  private static Map<String, String> aloneInTheCluster() {
    return Map.of(
        "default.replication.factor", "1",
        "min.insync.replicas", "1",
        "offsets.topic.replication.factor", "1",
        "offsets.topic.num.partitions", "4",
        "transaction.state.log.replication.factor", "1",
        "transaction.state.log.min.isr", "1",
        "transaction.state.log.num.partitions", "4",
        "share.coordinator.state.topic.replication.factor", "1",
        "share.coordinator.state.topic.min.isr", "1");
  }

  private static Map<String, String> quickToStartAndRecover() {
    return Map.of(
        "group.initial.rebalance.delay.ms", "0",
        "group.streams.initial.rebalance.delay.ms", "0",
        // With the streams protocol a member learns of its partitions at its next heartbeat.
        "group.streams.min.heartbeat.interval.ms", "500",
        "group.streams.heartbeat.interval.ms", "500",
        // The default would take 128 MiB of heap.
        "log.cleaner.dedupe.buffer.size", "2097152",
        // A broker that was killed registers again only when its last session is over; one whose
        // machine is busy for longer is fenced.
        "broker.session.timeout.ms", "4000",
        "broker.heartbeat.interval.ms", "500",
        // How soon an abandoned transaction is noticed, on top of its own timeout.
        "transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
  }

  private static String controller(int port) {
    return listener(CONTROLLER_LISTENER, port);
  }

  private static String listener(String name, int port) {
    return name + "://" + HOST + ":" + port;
  }
}
