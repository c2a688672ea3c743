package io.copytaster.faults;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/** One container that runs {@code copytaster serve}. */
final class Instance implements AutoCloseable {

  private static final int LAST_WORDS = 8_000;

  private final GenericContainer<?> container;

  /**
   * @param settings by name, without the prefix
   */
  Instance(Cluster cluster, Map<String, String> settings) {
    container =
        new GenericContainer<>(DockerImageName.parse(Image.name()))
            .withNetwork(cluster.network())
            .withEnv(environment(settings))
            .withEnv("COPYTASTER_HEAP", "384m")
            .withCommand("serve");
    container.start();
  }

  /** SIGKILL; of an instance that has ended by itself it is a failure. */
  void kill() {
    if (!container.isRunning()) {
      throw new AssertionError("an instance ended by itself, and said last:\n" + lastWords());
    }
    Docker.run("kill", container.getContainerId());
  }

  /** Starts it again after a kill, with the cache that it left. */
  void restart() {
    Docker.run("start", container.getContainerId());
  }

  /** Takes its network away: nothing goes out or comes in, and no connection is closed. */
  void cutOff() {
    Docker.run("network", "disconnect", "-f", network(), container.getContainerId());
  }

  void reconnect() {
    Docker.run("network", "connect", network(), container.getContainerId());
  }

  /** The end of what it logged. */
  String lastWords() {
    String log = container.getLogs();
    return log.substring(Math.max(0, log.length() - LAST_WORDS));
  }

  private String network() {
    return container.getNetwork().getId();
  }

  private static Map<String, String> environment(Map<String, String> settings) {
    return settings.entrySet().stream()
        .collect(
            Collectors.toMap(
                setting ->
                    "COPYTASTER_"
                        + setting.getKey().toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"),
                Map.Entry::getValue));
  }

  @Override
  public void close() {
    container.stop();
  }
}
