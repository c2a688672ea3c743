package io.copytaster.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The engine's command line: faults are what an operator could type. */
final class Docker {

  private Docker() {}

  /**
   * Runs a command to its end and returns its standard output.
   *
   * @throws IllegalStateException if it fails, with what it said
   */
  static String run(String... arguments) {
    return run(Path.of("/dev/null"), arguments);
  }

  /** As {@link #run(String...)}, with a file as standard input. */
  static String run(Path input, String... arguments) {
    var command = new ArrayList<>(List.of("docker"));
    command.addAll(List.of(arguments));
    try {
      Path errors = Files.createTempFile("docker", ".log");
      try {
        Process process =
            new ProcessBuilder(command)
                .redirectInput(input.toFile())
                .redirectError(errors.toFile())
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
          throw new IllegalStateException(
              String.join(" ", command) + ": " + Files.readString(errors) + output);
        }
        return output;
      } finally {
        Files.delete(errors);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(String.join(" ", command) + " was interrupted", e);
    }
  }
}
