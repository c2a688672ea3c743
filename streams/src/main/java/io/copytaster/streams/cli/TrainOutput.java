package io.copytaster.streams.cli;

import io.copytaster.model.train.Trainer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a trained checkpoint goes, and what becomes of that which is there. */
final class TrainOutput {

  @Option(
      names = "--output",
      required = true,
      paramLabel = "DIR",
      description = "The checkpoint's directory; its best state so far is always there.")
  private Path directory = Path.of("");

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "What it is called; its directory's name if not given.")
  private @Nullable String name;

  @Option(
      names = "--resume",
      description =
          "Go on exactly where an interrupted run of the same command stopped, whatever ended it.")
  private boolean resume;

  @Option(
      names = "--overwrite",
      description = "Replace what is in --output, once there is something better.")
  private boolean overwrite;

  Path directory() {
    return directory;
  }

  boolean resumes() {
    return resume;
  }

  /** What the checkpoint is called. */
  String name() {
    return name == null ? directory.toAbsolutePath().normalize().getFileName().toString() : name;
  }

  /**
   * Refuses to lose what is there unasked.
   *
   * @throws IllegalArgumentException if the options contradict each other
   * @throws IllegalStateException if something is there, saying which option to give
   */
  void requireFree() {
    if (resume && overwrite) {
      throw new IllegalArgumentException(
          "--resume goes on with what --overwrite gives up: give one of them");
    }
    if (resume || overwrite) {
      return;
    }
    if (Trainer.isInterrupted(directory)) {
      throw new IllegalStateException(
          directory + ": a run was interrupted there; --resume goes on, --overwrite begins anew");
    }
    if (Files.exists(directory)) {
      throw new IllegalStateException(
          directory + " is there already: --overwrite replaces it, or name another --output");
    }
  }
}
