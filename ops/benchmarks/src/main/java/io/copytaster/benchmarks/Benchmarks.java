package io.copytaster.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.copytaster.benchmarks.lineup.Articles;
import io.copytaster.benchmarks.lineup.Bench;
import io.copytaster.benchmarks.lineup.Lineup;
import io.copytaster.benchmarks.lineup.Scenario;
import io.copytaster.benchmarks.measure.Machine;
import io.copytaster.benchmarks.report.BarChart;
import io.copytaster.benchmarks.report.BenchReport;
import io.copytaster.benchmarks.report.BenchTables;
import io.copytaster.benchmarks.training.TrainingSpeed;
import io.copytaster.model.checkpoint.Checkpoint;
import io.copytaster.model.checkpoint.Encoders;
import io.copytaster.model.checkpoint.ShippedCheckpoint;
import io.copytaster.model.tokens.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
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
    subcommands = TrainingSpeed.class)
public final class Benchmarks implements Callable<Integer> {

  private static final ObjectWriter JSON = new ObjectMapper().writerWithDefaultPrettyPrinter();

  @Spec private CommandSpec spec = CommandSpec.create();

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
      names = "--repetitions",
      paramLabel = "N",
      defaultValue = "3",
      description = "Turns of each contender.")
  private int repetitions;

  @Option(
      names = "--checkpoint",
      paramLabel = "DIR",
      description = "Another checkpoint for scenario 11; may be given several times.")
  private List<Path> checkpoints = List.of();

  @Option(
      names = "--python",
      paramLabel = "PATH",
      defaultValue = "python3",
      description = "A Python with torch and transformers, for scenario 10.")
  private String python = "";

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "Where report.md, report.json and report.png go; without it only the table.")
  private @Nullable Path output;

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
    requirePositive("--repetitions", repetitions);
    requirePositive("--articles", articles);
    List<Scenario> scenarios = scenarios();
    var encoders = Encoders.inUserCache();
    Checkpoint checkpoint = ShippedCheckpoint.open(encoders);
    Articles read = Articles.read(input, articles);
    Machine machine = Machine.now(Runtime.getRuntime().availableProcessors());
    try (var tokenizer = Tokenizer.open(checkpoint.tokenizerFile(), checkpoint.maxTokens());
        var lineup = new Lineup()) {
      var bench = new Bench(read, checkpoint, encoders, tokenizer, checkpoints, python, this::say);
      for (Scenario scenario : scenarios) {
        say("opening " + scenario.number() + ": " + scenario.title());
        scenario.enter(bench, lineup);
      }
      var measured = Measured.of(lineup, repetitions, this::say);
      var rows = BenchReport.rows(lineup, measured.race(), measured.peaks());
      publish(
          new BenchReport(
              machine,
              Machine.commit(Path.of(System.getProperty("benchmarks.checkout", "."))),
              command(),
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

  private List<Scenario> scenarios() {
    var chosen = Scenarios.chosen(numbers);
    if (chosen.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "no such scenario: " + numbers + "; there are " + Scenarios.listing());
    }
    return chosen;
  }

  private String command() {
    var line = spec.commandLine().getParseResult().originalArgs();
    return "copytaster bench " + String.join(" ", line);
  }

  private void publish(BenchReport report) throws IOException {
    String tables = BenchTables.of(report);
    spec.commandLine().getOut().print(tables);
    spec.commandLine().getOut().flush();
    if (output != null) {
      Files.createDirectories(output);
      Files.writeString(output.resolve("report.md"), tables);
      JSON.writeValue(output.resolve("report.json").toFile(), report);
      BarChart.write(report.rows(), output.resolve("report.png"));
    }
  }

  private void say(String progress) {
    spec.commandLine().getErr().println(progress);
  }

  private void requirePositive(String option, int value) {
    if (value < 1) {
      throw new ParameterException(spec.commandLine(), option + " must be at least 1: " + value);
    }
  }
}
