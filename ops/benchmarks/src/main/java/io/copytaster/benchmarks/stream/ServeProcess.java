package io.copytaster.benchmarks.stream;

import io.copytaster.benchmarks.measure.PeakMemory;
import io.copytaster.benchmarks.measure.Turn;
import io.copytaster.streams.cli.Copytaster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** {@code copytaster serve} as the launcher starts it, in a process of its own. */
final class ServeProcess implements AutoCloseable {

  private static final int PATIENCE_SECONDS = 15;

  private final Process process;

  private ServeProcess(Process process) {
    this.process = process;
  }

  static ServeProcess start(Map<String, String> settings) throws IOException {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+IgnoreUnrecognizedVMOptions",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:+UseSerialGC",
                "-Xmx1g",
                "-Dai.djl.offline=true",
                "-DOPT_OUT_TRACKING=true",
                "-Dlogback.configurationFile=logback-benchmarks.xml",
                "-cp",
                System.getProperty("java.class.path"),
                Copytaster.class.getName(),
                "serve"));
    settings.forEach((name, value) -> command.add("-D" + name + "=" + value));
    var builder =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putIfAbsent("ONEDNN_PRIMITIVE_CACHE_CAPACITY", "128");
    return new ServeProcess(builder.start());
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
