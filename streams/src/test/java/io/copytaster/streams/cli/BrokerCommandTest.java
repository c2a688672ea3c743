package io.copytaster.streams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class BrokerCommandTest {

  @TempDir Path directory;

  @Test
  @DisabledOnOs(OS.WINDOWS) // there is no SIGTERM there
  void sigterm_isAnOrderlyEnd() throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-Dlogback.configurationFile=logback.xml", // the product's: standard error only
                "-cp",
                System.getProperty("java.class.path"),
                Copytaster.class.getName(),
                "broker",
                "--directory=" + directory,
                "--port=0")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (var out = process.inputReader()) {
      assertThat(out.readLine()).matches("bootstrap servers: 127\\.0\\.0\\.1:\\d+");
      process.destroy();
      assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
    } finally {
      process.destroyForcibly();
    }
  }
}
