package io.copytaster.streams.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code dead-letters}: what could not be labelled, and its second chance. */
@Command(
    name = "dead-letters",
    description = "Lists the records that could not be labelled, and sends them in again.",
    subcommands = {DeadLettersListCommand.class, DeadLettersReplayCommand.class},
    footer = {
      "  copytaster dead-letters list --since 2026-05-04T00:00:00Z",
      "  copytaster dead-letters replay --reason 'schema id 7' --dry-run",
      "  copytaster dead-letters replay --reason 'schema id 7' --exactly-once"
    })
final class DeadLettersCommand {

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  @SuppressWarnings("unused") // picocli acts on it
  private boolean help;
}
