package io.copytaster.benchmarks;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The benchmarks' command line. */
@Command(
    name = "ops/benchmarks/run",
    description = "Measures this program, beside what it is to be compared with.",
    mixinStandardHelpOptions = true,
    subcommands = TrainingSpeed.class)
public final class Benchmarks {

  private Benchmarks() {}

  /** Runs one benchmark and exits with its status: 0 measured, 1 failed, 2 wrong usage. */
  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new Benchmarks())
            .setExecutionExceptionHandler(
                (failure, command, parsed) -> {
                  command.getErr().println(command.getCommandName() + ": " + failure);
                  return 1;
                })
            .execute(arguments));
  }
}
