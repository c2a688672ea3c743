package io.copytaster.benchmarks.stream;

import io.copytaster.benchmarks.measure.PeakMemory;
import io.copytaster.benchmarks.measure.Turn;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** {@code copytaster serve}, started by the launcher, which the process then replaces. */
final class ServeProcess implements AutoCloseable {

  private static final int PATIENCE_SECONDS = 15;

  private final Process process;

  private ServeProcess(Process process) {
    this.process = process;
  }

  /**
   * Does what a new user does first: builds the archive if it is not of these sources, and has the
   * demo fill the caches.
   *
   * @throws IllegalStateException if that fails
   */
  static void prepare() throws IOException, InterruptedException {
    int status = launch(List.of("demo", "--limit", "20"), Map.of()).waitFor();
    if (status != 0) {
      throw new IllegalStateException("copytaster demo ended with " + status);
    }
  }

  static ServeProcess start(Map<String, String> settings) throws IOException {
    return new ServeProcess(launch(List.of("serve"), settings));
  }

  private static Process launch(List<String> arguments, Map<String, String> settings)
      throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("benchmarks.checkout"), "copytaster").toString());
    command.addAll(arguments);
    settings.forEach((name, value) -> command.add("-D" + name + "=" + value));
    var builder =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("COPYTASTER_LOG_LEVEL", "WARN");
    return builder.start();
  }

  /** With the most resident memory it has had, where the system says. */
  Turn withPeak(Turn turn) {
    OptionalLong peak = PeakMemory.mebibytes(process.pid());
    return peak.isPresent() ? turn.withPeak(peak.getAsLong()) : turn;
  }

  /** Stops it as SIGTERM does. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
