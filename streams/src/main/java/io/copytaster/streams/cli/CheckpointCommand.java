package io.copytaster.streams.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code checkpoint}: what is done with checkpoints beside serving them. */
@Command(
    name = "checkpoint",
    description = {
      "Imports, exports, calibrates, shows and verifies checkpoints; says which one serves.",
      "",
      "list, promote, rollback, pin, withdraw and history speak to every instance, over Kafka."
    },
    subcommands = {
      CheckpointImportCommand.class,
      CheckpointExportCommand.class,
      CheckpointCalibrateCommand.class,
      CheckpointShowCommand.class,
      CheckpointVerifyCommand.class,
      CheckpointListCommand.class,
      CheckpointPromoteCommand.class,
      CheckpointRollbackCommand.class,
      CheckpointPinCommand.class,
      CheckpointWithdrawCommand.class,
      CheckpointHistoryCommand.class
    },
    footer = {
      "  copytaster checkpoint import my-bert models/desks",
      "  copytaster checkpoint export models/desks desks-for-python",
      "  copytaster checkpoint calibrate models/desks --input news.csv",
      "  copytaster checkpoint show",
      "  copytaster checkpoint verify models/desks",
      "  copytaster checkpoint list",
      "  copytaster checkpoint promote models/desks --reason 'new desk'",
      "  copytaster checkpoint rollback"
    })
final class CheckpointCommand {

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  @SuppressWarnings("unused") // picocli acts on it
  private boolean help;
}
