package io.copytaster.benchmarks;

import io.copytaster.benchmarks.lineup.Articles;
import io.copytaster.benchmarks.lineup.Bench;
import io.copytaster.benchmarks.lineup.Lineup;
import io.copytaster.benchmarks.lineup.Scenario;
import io.copytaster.benchmarks.measure.Desk;
import io.copytaster.benchmarks.measure.Machine;
import io.copytaster.benchmarks.measure.OwnThread;
import io.copytaster.benchmarks.measure.RunOptions;
import io.copytaster.benchmarks.parts.JmhCommand;
import io.copytaster.benchmarks.report.BarChart;
import io.copytaster.benchmarks.report.BenchReport;
import io.copytaster.benchmarks.report.BenchTables;
import io.copytaster.benchmarks.report.FrontierChart;
import io.copytaster.benchmarks.training.TrainingSpeed;
import io.copytaster.model.checkpoint.Checkpoint;
import io.copytaster.model.checkpoint.Encoders;
import io.copytaster.model.checkpoint.ShippedCheckpoint;
import io.copytaster.model.tokens.Tokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The benchmarks' command line. */
@Command(
    name = "copytaster bench",
    description = "Measures this program, beside what it is to be compared with.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    subcommands = {TrainingSpeed.class, JmhCommand.class})
public final class Benchmarks implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private RunOptions run = new RunOptions();

  @Parameters(
      paramLabel = "NUMBER",
      description = "Scenarios; none for those that are over in minutes, 1 to 5.")
  private List<Integer> numbers = List.of();

  @Option(
      names = "--input",
      paramLabel = "FILE",
      description = "Articles; without it the samples that ship, repeated.")
  private @Nullable Path input;

  @Option(
      names = "--articles",
      paramLabel = "N",
      defaultValue = "1000",
      description = "How many of them a turn takes.")
  private int articles;

  @Option(
      names = "--checkpoint",
      paramLabel = "DIR",
      description = "Another checkpoint for scenario 11; may be given several times.")
  private List<Path> checkpoints = List.of();

  @Option(
      names = "--only",
      paramLabel = "WORDS",
      description = "Only contenders with these words in their name; may be given several times.")
  private List<String> only = List.of();

  @Option(
      names = "--capacity",
      paramLabel = "N",
      description =
          "Articles a second that scenario 8 takes shares of, so that two runs have the same loads;"
              + " without it as many as were labelled just before.")
  private @Nullable Integer capacity;

  private Benchmarks() {}

  /** Runs some benchmarks and exits with their status: 0 measured, 1 failed, 2 wrong usage. */
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

  @Override
  public Integer call() throws Exception {
    int repetitions = run.repetitions(desk());
    desk().requirePositive("--articles", articles);
    if (capacity != null) {
      desk().requirePositive("--capacity", capacity);
    }
    List<Scenario> scenarios = scenarios();
    var encoders = Encoders.inUserCache();
    Checkpoint checkpoint = ShippedCheckpoint.open(encoders);
    Articles read = Articles.read(input, articles);
    Machine machine = Machine.now(Runtime.getRuntime().availableProcessors());
    try (var tokenizer = Tokenizer.open(checkpoint.tokenizerFile(), checkpoint.maxTokens());
        var lineup = new Lineup(this::takesPart)) {
      var bench =
          new Bench(
              read,
              checkpoint,
              encoders,
              tokenizer,
              checkpoints,
              capacity == null ? OptionalDouble.empty() : OptionalDouble.of(capacity),
              run.python(),
              desk()::say);
      for (Scenario scenario : scenarios) {
        desk().say("opening " + scenario.number() + ": " + scenario.title());
        OwnThread.run(
            () -> {
              scenario.enter(bench, lineup);
              return scenario;
            });
      }
      if (lineup.entries().isEmpty()) {
        throw new ParameterException(spec.commandLine(), "--only leaves nobody: " + only);
      }
      var measured = Measured.of(lineup, repetitions, desk()::say);
      var rows = BenchReport.rows(lineup, measured.race(), measured.peaks());
      publish(
          new BenchReport(
              machine,
              Machine.commit(Path.of(System.getProperty("benchmarks.checkout", "."))),
              "copytaster bench " + desk().arguments(),
              read.toString(),
              read.size(),
              repetitions,
              rows,
              BenchReport.claims(measured.race()),
              BenchReport.bounds(rows),
              lineup.notes()));
    }
    return 0;
  }

  private boolean takesPart(String name) {
    return only.isEmpty() || only.stream().anyMatch(name::contains);
  }

  private List<Scenario> scenarios() {
    var chosen = Scenarios.chosen(numbers);
    if (chosen.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "no such scenario: " + numbers + "; there are " + Scenarios.listing());
    }
    return chosen;
  }

  private void publish(BenchReport report) throws IOException {
    desk().publish(BenchTables.of(report), report, run.output());
    Path output = run.output();
    if (output != null) {
      BarChart.write(report.rows(), output.resolve("report.png"));
      FrontierChart.write(report.rows(), output.resolve("frontier.png"));
    }
  }

  private Desk desk() {
    return new Desk(spec);
  }
}
