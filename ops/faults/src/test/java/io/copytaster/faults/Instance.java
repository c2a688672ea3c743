package io.copytaster.faults;

import com.github.dockerjava.api.model.Bind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/** One container that runs {@code copytaster serve}. */
final class Instance implements AutoCloseable {

  private static final Path LOGS = Path.of("target", "instances");
  private static final int PORT = 8080;
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(PATIENCE).version(HttpClient.Version.HTTP_1_1).build();

  private final String name;
  private final GenericContainer<?> container;

  /**
   * @param name of its log under {@code target/instances}
   */
  Instance(Cluster cluster, String name, Setup setup) {
    this.name = name;
    container =
        new GenericContainer<>(DockerImageName.parse(setup.image()))
            .withNetwork(cluster.network())
            .withExtraHost(Detour.HOST, "host-gateway")
            .withEnv(setup.environment())
            .withEnv("COPYTASTER_HTTP_HOST", "0.0.0.0")
            .withEnv("COPYTASTER_HTTP_PORT", Integer.toString(PORT))
            .withEnv("COPYTASTER_HEAP", "384m")
            .withExposedPorts(PORT)
            .withTmpFs(setup.disks())
            .withCreateContainerCmdModifier(
                command -> command.getHostConfig().withBinds(binds(setup.volumes())))
            .withCommand("serve");
    container.start();
  }

  private static List<Bind> binds(Map<String, String> volumes) {
    return volumes.entrySet().stream()
        .map(volume -> Bind.parse(volume.getValue() + ":" + volume.getKey()))
        .toList();
  }

  /** What it says to Prometheus at this moment. */
  MeterPage meters() {
    URI page =
        URI.create(
            "http://%s:%d/metrics".formatted(container.getHost(), container.getMappedPort(PORT)));
    try {
      var request = HttpRequest.newBuilder(page).timeout(PATIENCE).build();
      return MeterPage.parse(HTTP.send(request, BodyHandlers.ofString()).body());
    } catch (IOException e) {
      requireRunning();
      throw new UncheckedIOException(name + " shows no meters", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The identifier of the model that serves. */
  String model() {
    return meters().of("copytaster_model_info").stream()
        .filter(sample -> sample.value() == 1)
        .map(sample -> sample.tag("model"))
        .findFirst()
        .orElse("");
  }

  /** Runs lines of a shell inside, as root. */
  void shell(String lines) {
    Docker.run("exec", "-u", "0", container.getContainerId(), "sh", "-c", lines);
  }

  /** SIGTERM; it may finish what it has begun. */
  void stop() {
    requireRunning();
    Docker.run("stop", "--time", "30", container.getContainerId());
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

  @Override
  public void close() {
    keepLog();
    container.stop();
  }
}
