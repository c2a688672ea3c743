package io.copytaster.streams.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code checkpoint}: what is done with checkpoints beside serving them. */
@Command(
    name = "checkpoint",
    description = "Imports, exports, shows and verifies checkpoints.",
    subcommands = {
      CheckpointImportCommand.class,
      CheckpointExportCommand.class,
      CheckpointShowCommand.class,
      CheckpointVerifyCommand.class
    },
    footer = {
      "  copytaster checkpoint import my-bert models/desks",
      "  copytaster checkpoint export models/desks desks-for-python",
      "  copytaster checkpoint show",
      "  copytaster checkpoint verify models/desks"
    })
final class CheckpointCommand {

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  @SuppressWarnings("unused") // picocli acts on it
  private boolean help;
}
