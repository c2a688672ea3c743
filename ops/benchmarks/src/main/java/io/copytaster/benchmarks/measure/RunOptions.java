package io.copytaster.benchmarks.measure;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every benchmark that goes by turns. */
public final class RunOptions {

  @Option(
      names = "--repetitions",
      paramLabel = "N",
      defaultValue = "3",
      description = "Turns of each contender.")
  private int repetitions;

  @Option(
      names = "--python",
      paramLabel = "PATH",
      defaultValue = "python3",
      description = "A Python with torch, transformers and perhaps peft, to compare with.")
  private String python = "";

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "Where the report goes, as Markdown and JSON; without it only the table.")
  private @Nullable Path output;

  /** How often each contender has its turn. */
  public int repetitions(Desk desk) {
    desk.requirePositive("--repetitions", repetitions);
    return repetitions;
  }

  public String python() {
    return python;
  }

  /** The folder for the report; null for none. */
  public @Nullable Path output() {
    return output;
  }
}
