package io.copytaster.streams.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@link ServeMain} as a child of the tests' JVM. */
final class ServeProcess implements AutoCloseable {

  private final Process process;

  private ServeProcess(Process process) {
    this.process = process;
  }

  static ServeProcess start(Map<String, String> settings) {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dai.djl.offline=true",
                "-DOPT_OUT_TRACKING=true",
                "-Dtest.log=target/serve.log",
                "-cp",
                System.getProperty("java.class.path"),
                ServeMain.class.getName()));
    settings.forEach((name, value) -> command.add(name + "=" + value));
    try {
      return new ServeProcess(
          new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(Path.of("target/serve.err").toFile())
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** SIGKILL: nothing is finished, nothing is said. */
  void kill() {
    process.destroyForcibly();
    await();
  }

  private boolean await() {
    try {
      return process.waitFor(15, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      process.destroy();
    }
    if (!await()) {
      kill();
    }
  }
}
