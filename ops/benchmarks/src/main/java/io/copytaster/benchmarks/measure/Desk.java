package io.copytaster.benchmarks.measure;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Where a benchmark's command gets its orders and hands in its report. */
public record Desk(CommandSpec spec) {

  private static final ObjectWriter JSON = new ObjectMapper().writerWithDefaultPrettyPrinter();

  /** As it was typed, from behind the name of the program. */
  public String arguments() {
    return String.join(" ", spec.commandLine().getParseResult().originalArgs());
  }

  /**
   * @throws ParameterException if it is not
   */
  public void requirePositive(String option, int value) {
    if (value < 1) {
      throw new ParameterException(spec.commandLine(), option + " must be at least 1: " + value);
    }
  }

  /** Tells people what is being done. */
  public void say(String progress) {
    spec.commandLine().getErr().println(progress);
  }

  /**
   * Prints the tables and, where there is a folder for them, keeps them and the report.
   *
   * @param report as JSON its components
   */
  public void publish(String tables, Object report, @Nullable Path folder) throws IOException {
    spec.commandLine().getOut().print(tables);
    spec.commandLine().getOut().flush();
    if (folder != null) {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("report.md"), tables);
      JSON.writeValue(folder.resolve("report.json").toFile(), report);
    }
  }
}
