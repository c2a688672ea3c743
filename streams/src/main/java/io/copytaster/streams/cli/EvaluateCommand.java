package io.copytaster.streams.cli;

import io.copytaster.model.checkpoint.Checkpoint;
import io.copytaster.model.classify.Classifier;
import io.copytaster.model.dataset.ArticleReader;
import io.copytaster.model.dataset.BadRows;
import io.copytaster.model.evaluate.CheckpointResult;
import io.copytaster.model.evaluate.EvaluationRows;
import io.copytaster.model.evaluate.Evaluator;
import io.copytaster.model.network.Compute;
import io.copytaster.model.report.Report;
import io.copytaster.streams.config.Settings;
import io.copytaster.streams.service.Models;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.LongConsumer;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code evaluate}: how good checkpoints are on labelled articles. */
@Command(
    name = "evaluate",
    description = {
      "Measures checkpoints on labelled articles, without Kafka.",
      "",
      "Accuracy, macro-F1, precision and recall by label, negative log-likelihood, calibration"
          + " error, confusion matrix and the most confident mistakes: on standard output, as"
          + " report.json, and as report.html, a page that needs nothing beside it. Several"
          + " checkpoints stand side by side, each compared with the first by McNemar's test."
    },
    footer = {
      "  copytaster evaluate --input test.csv --report report",
      "  copytaster evaluate --input test.csv --checkpoint old --checkpoint new --report report"
    })
final class EvaluateCommand implements Callable<Integer> {

  /** Which checkpoints, and how they compute. */
  private static final class JudgedOptions extends ComputeOptions {

    @Option(
        names = "--checkpoint",
        paramLabel = "DIR",
        description =
            "A Hugging Face directory; repeatable, and every other one is compared with the first."
                + " Without it the classifier that is shipped.")
    private List<Path> checkpoints = new ArrayList<>();
  }

  private static final int SAY_EVERY = 1_000;

  @Option(
      names = "--input",
      required = true,
      paramLabel = "FILE|-",
      description = "Labelled articles, as classify reads them; repeatable.")
  private List<Path> input = new ArrayList<>();

  @Option(
      names = "--report",
      required = true,
      paramLabel = "DIR",
      description = "Where report.json and report.html go; made if it is not there.")
  private Path directory = Path.of("");

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "0",
      description = "Stop after so many articles; 0, the default, is all of them.")
  private long limit;

  @Option(
      names = "--skip-bad-rows",
      description =
          "Leave out and count rows that cannot be read or have no label that the checkpoint"
              + " knows, instead of stopping there.")
  private boolean skipBadRows;

  @ArgGroup(validate = false, heading = ModelOptions.HEADING, order = 1)
  private JudgedOptions judged = new JudgedOptions();

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec command;

  @Mixin private CommonOptions common = new CommonOptions();

  @Override
  public Integer call() throws Exception {
    var shortcuts = new Shortcuts();
    judged.addTo(shortcuts);
    return common.run(shortcuts, this::evaluate);
  }

  private int evaluate(Settings settings) throws IOException {
    List<Checkpoint> checkpoints = open(settings);
    if (checkpoints.size() > 1 && input.contains(ArticleReader.STANDARD_INPUT)) {
      throw wrong("standard input can be read once: give one --checkpoint, or name a file");
    }
    requireSameLabels(checkpoints);
    Files.createDirectories(directory);
    var compute = Models.compute(settings.model());
    var results = new ArrayList<CheckpointResult>();
    var precisions = new LinkedHashSet<String>();
    for (Checkpoint checkpoint : checkpoints) {
      results.add(evaluate(checkpoint, compute, settings, precisions));
    }
    var report =
        new Report(
            Instant.now().truncatedTo(ChronoUnit.SECONDS),
            input.stream().map(EvaluateCommand::name).toList(),
            String.join(", ", precisions),
            compute.device().toString(),
            results);
    common.out().print(report.text());
    common.out().flush();
    report.write(directory);
    common.err().println("report: " + directory.resolve(Report.HTML_FILE));
    return ExitCodes.DONE;
  }

  /**
   * @param precisions gains that in which the checkpoint is computed
   */
  private CheckpointResult evaluate(
      Checkpoint checkpoint, Compute compute, Settings settings, Set<String> precisions)
      throws IOException {
    var badRows = skipBadRows ? BadRows.SKIP : BadRows.REFUSE;
    long most = limit == 0 ? Long.MAX_VALUE : limit;
    try (var classifier = Classifier.load(checkpoint, compute, settings.model().maxTokens());
        var rows = new EvaluationRows(input, classifier.labels(), badRows, most)) {
      precisions.add(classifier.precision().key());
      return Evaluator.evaluate(
          classifier, rows, settings.engine().batchTokens(), progress(checkpoint));
    }
  }

  private List<Checkpoint> open(Settings settings) throws IOException {
    if (judged.checkpoints.isEmpty()) {
      return List.of(Models.open(settings.model()));
    }
    var encoders = Models.encoders(settings.model());
    var checkpoints = new ArrayList<Checkpoint>();
    for (Path each : judged.checkpoints) {
      checkpoints.add(Checkpoint.open(each, encoders));
    }
    return checkpoints;
  }

  /** In any order: each classifier's figures are in its own. */
  private void requireSameLabels(List<Checkpoint> checkpoints) {
    Checkpoint first = checkpoints.get(0);
    for (Checkpoint other : checkpoints) {
      if (!Set.copyOf(other.labels().names()).equals(Set.copyOf(first.labels().names()))) {
        throw wrong(
            "only checkpoints with the same labels can be compared: %s has %s, %s has %s"
                .formatted(first, first.labels().names(), other, other.labels().names()));
      }
    }
  }

  private LongConsumer progress(Checkpoint checkpoint) {
    return new LongConsumer() {
      private long said;

      @Override
      public void accept(long done) {
        if (done / SAY_EVERY > said / SAY_EVERY) {
          common.err().printf("%s: %,d articles%n", checkpoint, done);
          said = done;
        }
      }
    };
  }

  private static String name(Path file) {
    return file.equals(ArticleReader.STANDARD_INPUT) ? "standard input" : file.toString();
  }

  private ParameterException wrong(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
