package io.copytaster.streams.retrain;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@link SidecarMain} as a child of the tests' JVM. */
final class SidecarProcess implements AutoCloseable {

  private final Process process;
  private final BufferedReader output;

  private SidecarProcess(Process process) {
    this.process = process;
    this.output = process.inputReader(StandardCharsets.UTF_8);
  }

  /**
   * @param point where it stands still, as {@link KillPoint} calls it; empty for nowhere
   */
  static SidecarProcess start(String point, Map<String, String> settings) {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dai.djl.offline=true",
                "-DOPT_OUT_TRACKING=true",
                "-Dtest.log=target/sidecar.log",
                "-cp",
                System.getProperty("java.class.path"),
                SidecarMain.class.getName(),
                point));
    settings.forEach((name, value) -> command.add(name + "=" + value));
    try {
      return new SidecarProcess(
          new ProcessBuilder(command)
              .redirectError(Path.of("target/sidecar.err").toFile())
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next line it says; waits for it. */
  String said() {
    try {
      return String.valueOf(output.readLine());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** SIGKILL: nothing is finished, nothing is said. */
  void kill() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    kill();
  }
}
