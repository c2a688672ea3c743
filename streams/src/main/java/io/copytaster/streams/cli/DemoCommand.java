package io.copytaster.streams.cli;

import io.copytaster.streams.broker.BrokerProcess;
import io.copytaster.streams.config.Settings;
import io.copytaster.streams.demo.Demo;
import io.copytaster.streams.demo.DemoPlan;
import io.copytaster.streams.demo.DemoSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code demo}: a broker, the service and a stream of news on this machine, counted. */
@Command(
    name = "demo",
    description = {
      "Starts a Kafka broker and the service, labels a stream of news, and counts what comes back.",
      "",
      "The counting is done by a read-committed consumer of its own. Without --input the articles"
          + " are those that are shipped."
    },
    exitCodeList = {
      " 0:every article came back once, as a label or a dead letter",
      " 1:an article is missing or came twice, or something failed; the last line says what",
      " 2:an option, a setting or its value is wrong"
    },
    footer = {
      "  copytaster demo",
      "  copytaster demo --input train.csv --limit 5000 --engine-alone --summary demo.json",
      "  copytaster demo --rate 50 --guarantee at-least-once",
      "  copytaster demo --scenario newsroom --input train.csv --figure newsroom.png"
    })
final class DemoCommand implements Callable<Integer> {

  @Option(
      names = "--input",
      paramLabel = "FILE|-",
      description =
          "Articles: AG News CSV, CSV with a header, or JSON Lines, told apart by content; - is"
              + " standard input.")
  private @Nullable Path input;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "0",
      description = "How many of them; 0, the default, is all.")
  private int limit;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "0",
      description = "Articles per second; 0, the default, is as fast as they are taken.")
  private double rate;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      defaultValue = "4",
      description = "Of each topic. Default: ${DEFAULT-VALUE}.")
  private int partitions;

  @Option(
      names = "--guarantee",
      paramLabel = "exactly-once|at-least-once",
      description = "Whether a crash may repeat labels. Default: exactly-once.")
  private @Nullable String guarantee;

  @Option(
      names = "--summary",
      paramLabel = "FILE.json",
      description = "Write the summary's figures there, as JSON.")
  private @Nullable Path summaryFile;

  @Option(
      names = "--engine-alone",
      description =
          "Then label the same articles without Kafka, and compare; no label is remembered.")
  private boolean engineAlone;

  @Option(
      names = "--keep-running",
      description = "Leave broker and service running after the summary, until Ctrl-C.")
  private boolean keepRunning;

  @Option(
      names = "--directory",
      paramLabel = "DIR",
      description = "Keep the broker's data there. By default they are deleted at the end.")
  private @Nullable Path directory;

  @Option(
      names = "--scenario",
      paramLabel = "newsroom",
      description = {
        "Instead, a newsroom's day: a model that lacks a desk (Sci/Tech), editors who correct it, a"
            + " sidecar that retrains, a gate that promotes, two instances that swap; then"
            + " corrections drawn by lot, and a candidate that is refused.",
        "Needs --input with some 10,000 labelled articles, such as AG News' training file."
      })
  private @Nullable Scenario scenario;

  @Option(
      names = "--figure",
      paramLabel = "FILE.png",
      defaultValue = "newsroom.png",
      description = "Where the scenario draws accuracy over time. Default: ${DEFAULT-VALUE}.")
  private Path figure = Path.of("newsroom.png");

  @ArgGroup(validate = false, heading = ModelOptions.HEADING, order = 1)
  private ModelOptions model = new ModelOptions();

  @Mixin private CommonOptions common = new CommonOptions();

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec command;

  /** What else there is to be shown. */
  enum Scenario {
    NEWSROOM;

    @Override
    public String toString() {
      return "newsroom";
    }
  }

  @Override
  public Integer call() throws Exception {
    if (scenario != null && input == null) {
      throw new ParameterException(
          command.commandLine(), "--scenario newsroom needs --input with labelled articles");
    }
    return common.run(shortcuts(), checked -> StopSignals.endBySignal(this::demonstrate));
  }

  private Shortcuts shortcuts() {
    var shortcuts =
        new Shortcuts()
            // What the stream has labelled would be remembered, and nothing computed again.
            .set("engine.remembered-articles", engineAlone ? "0" : null)
            .set("topics.create", "true")
            .set("topics.partitions", partitions)
            .set("serving.guarantee", guarantee);
    model.addTo(shortcuts);
    return shortcuts;
  }

  private int demonstrate() throws Exception {
    Path data = directory == null ? Files.createTempDirectory("copytaster-demo") : directory;
    try (var screen = new DemoScreen(common.out(), Ansi.AUTO)) {
      screen.step("Starting a Kafka broker ...");
      try (var broker = BrokerProcess.start(data, 0)) {
        screen.step("Broker at " + broker.bootstrapServers() + ", data in " + data);
        var shortcuts = shortcuts().set("kafka.bootstrap.servers", broker.bootstrapServers());
        return scenario != null && input != null
            ? newsroom(data, input).run(shortcuts)
            : common.run(shortcuts, settings -> run(settings, screen));
      }
    } finally {
      if (directory == null) {
        delete(data);
      }
    }
  }

  private NewsroomDemo newsroom(Path data, Path articles) {
    var screen = new NewsroomScreen(common.out(), figure);
    return new NewsroomDemo(common, data.toAbsolutePath(), screen, articles, rate, figure);
  }

  private int run(Settings settings, DemoScreen screen) throws Exception {
    var plan = new DemoPlan(input, limit, rate, engineAlone, keepRunning, Duration.ofSeconds(60));
    DemoSummary summary = Demo.run(settings, plan, new WritingSummary(screen, summaryFile));
    return summary.isComplete() ? ExitCodes.DONE : ExitCodes.FAILED;
  }

  private static void delete(Path directory) throws IOException {
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(directory)) {
      paths = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : paths) {
      Files.deleteIfExists(path);
    }
  }
}
