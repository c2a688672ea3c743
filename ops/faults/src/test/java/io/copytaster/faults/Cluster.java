package io.copytaster.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.lifecycle.Startables;
import org.testcontainers.utility.DockerImageName;

/** Three brokers that are also the controllers, as all tests of this JVM share them. */
final class Cluster {

  static final int BROKERS = 3;

  private static final DockerImageName IMAGE = DockerImageName.parse("apache/kafka:4.3.1");
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
  private static final Cluster SHARED = new Cluster();

  private final Network network = Network.newNetwork();
  private final List<Integer> free = freePorts(2 * BROKERS);
  private final List<Integer> ports = free.subList(0, BROKERS);
  private final List<Integer> exits = free.subList(BROKERS, free.size());
  private final Detour detour = new Detour(exits);
  private final List<GenericContainer<?>> brokers =
      IntStream.rangeClosed(1, BROKERS).<GenericContainer<?>>mapToObj(this::broker).toList();

  private Cluster() {
    Startables.deepStart(brokers).join();
    Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    awaitHealthy();
  }

  static Cluster shared() {
    return SHARED;
  }

  Network network() {
    return network;
  }

  /** Where containers find the brokers. */
  String insideServers() {
    return IntStream.rangeClosed(1, BROKERS)
        .mapToObj(id -> "broker" + id + ":19092")
        .collect(Collectors.joining(","));
  }

  /** Where this JVM finds them. */
  String outsideServers() {
    return ports.stream().map(port -> "localhost:" + port).collect(Collectors.joining(","));
  }

  /** Another way for containers to the same brokers. */
  Detour detour() {
    return detour;
  }

  /** SIGKILL. */
  void kill(int id) {
    Docker.run("kill", container(id));
  }

  /** A clean stop. */
  void stop(int id) {
    Docker.run("stop", "--time", "30", container(id));
  }

  /** Starts a broker that was killed or stopped, on the data that it left. */
  void start(int id) {
    Docker.run("start", container(id));
  }

  /** The id of the active controller. */
  int controller() {
    return ask(admin -> admin.describeMetadataQuorum().quorumInfo().get().leaderId());
  }

  /** Waits until every broker is there and every replica in sync. */
  void awaitHealthy() {
    long start = System.nanoTime();
    while (!ask(Cluster::isHealthy)) {
      if (System.nanoTime() - start > PATIENCE.toNanos()) {
        throw new AssertionError("the cluster was not in sync within " + PATIENCE);
      }
      pause();
    }
  }

  private static boolean isHealthy(Admin admin) throws ExecutionException, InterruptedException {
    var topics = admin.listTopics(new ListTopicsOptions().listInternal(true)).names().get();
    return admin.describeCluster().nodes().get().size() == BROKERS
        && admin.describeTopics(topics).allTopicNames().get().values().stream()
            .flatMap(topic -> topic.partitions().stream())
            .allMatch(partition -> partition.isr().size() == partition.replicas().size());
  }

  /** Asks until the brokers answer. */
  private <T> T ask(Question<T> question) {
    long start = System.nanoTime();
    try (var admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, outsideServers()))) {
      while (true) {
        try {
          return question.of(admin);
        } catch (ExecutionException e) {
          if (System.nanoTime() - start > PATIENCE.toNanos()) {
            throw new AssertionError("the brokers did not answer within " + PATIENCE, e);
          }
          pause();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new IllegalStateException(e);
        }
      }
    }
  }

  @FunctionalInterface
  private interface Question<T> {
    T of(Admin admin) throws ExecutionException, InterruptedException;
  }

  private static void pause() {
    try {
      TimeUnit.NANOSECONDS.sleep(BETWEEN_LOOKS.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private String container(int id) {
    return brokers.get(id - 1).getContainerId();
  }

  private GenericContainer<?> broker(int id) {
    int port = ports.get(id - 1);
    GenericContainer<?> broker =
        new GenericContainer<>(IMAGE)
            .withNetwork(network)
            .withNetworkAliases("broker" + id)
            .withEnv(BrokerEnvironment.of(id, BROKERS, port, detour.entry(id - 1)))
            .withExposedPorts(9092, 9094)
            .waitingFor(
                Wait.forLogMessage(".*Kafka Server started.*", 1).withStartupTimeout(PATIENCE));
    // The same port after a restart: clients outside keep the address that they were told.
    broker.setPortBindings(List.of(port + ":9092", exits.get(id - 1) + ":9094"));
    return broker;
  }

  /** All are held at once, so that none is given twice. */
  private static List<Integer> freePorts(int count) {
    var held = new ArrayList<ServerSocket>();
    try {
      while (held.size() < count) {
        held.add(new ServerSocket(0));
      }
      var ports = held.stream().map(ServerSocket::getLocalPort).toList();
      for (ServerSocket socket : held) {
        socket.close();
      }
      return ports;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void close() {
    brokers.forEach(GenericContainer::stop);
    network.close();
    detour.close();
  }
}
