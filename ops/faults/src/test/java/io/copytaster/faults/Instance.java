package io.copytaster.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/** One container that runs {@code copytaster serve}. */
final class Instance implements AutoCloseable {

  private static final Path LOGS = Path.of("target", "instances");

  private final String name;
  private final GenericContainer<?> container;

  /**
   * @param name of its log under {@code target/instances}
   * @param settings by name, without the prefix
   */
  Instance(Cluster cluster, String name, Map<String, String> settings) {
    this.name = name;
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
    requireRunning();
    Docker.run("kill", container.getContainerId());
  }

  /**
   * @throws AssertionError if it has ended by itself, with how it ended and where its log is
   */
  void requireRunning() {
    if (!container.isRunning()) {
      throw new AssertionError("%s ended by itself: %s".formatted(name, keepLog()));
    }
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

  /** Everything it has logged since its first start. */
  String log() {
    return container.getLogs();
  }

  /** Writes down everything it has logged since its first start, and how it ended if it did. */
  private Path keepLog() {
    String state = Docker.run("inspect", "-f", "{{json .State}}", container.getContainerId());
    try {
      Files.createDirectories(LOGS);
      return Files.writeString(LOGS.resolve(name + ".log"), log() + state);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
    keepLog();
    container.stop();
  }
}
