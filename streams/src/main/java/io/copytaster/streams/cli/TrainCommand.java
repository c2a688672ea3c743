package io.copytaster.streams.cli;

import io.copytaster.model.dataset.BadRows;
import io.copytaster.model.network.Compute;
import io.copytaster.model.train.Measurement;
import io.copytaster.model.train.Regime;
import io.copytaster.model.train.Trainer;
import io.copytaster.model.train.TrainingData;
import io.copytaster.model.train.TrainingPlan;
import io.copytaster.model.train.TrainingResult;
import io.copytaster.streams.config.ModelSettings;
import io.copytaster.streams.config.Settings;
import io.copytaster.streams.service.Models;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code train}: files of labelled articles to a checkpoint. */
@Command(
    name = "train",
    description = {
      "Trains a checkpoint on labelled articles.",
      "",
      "Regime head learns a linear classifier over a frozen encoder; adapter low-rank adapters"
          + " (LoRA) too; full every weight; scratch a small network and its vocabulary from"
          + " nothing. Some rows are held out to measure on, and the most accurate checkpoint so"
          + " far is always in --output. Which rows, a hash of their words decides, so no copy of"
          + " an article is on both sides."
    },
    exitCodeList = {
      " 0:the training is complete",
      " 1:failed; the last line on standard error says why",
      " 2:an option, a setting or its value is wrong",
      "130:ended early by Ctrl-C; the best checkpoint so far stays, and --resume goes on",
      "143:the same by SIGTERM"
    },
    footer = {
      "  copytaster train --input train.csv --output models/desks --taxonomy desks/1",
      "  copytaster train --input train.csv --regime full --epochs 3 --output models/full",
      "  copytaster train --input a.jsonl --input b.jsonl --base bge-small --output models/bge",
      "  copytaster train --input train.csv --regime full --base shipped --layers 3 --teacher shipped"
          + " --output models/small"
    })
final class TrainCommand implements Callable<Integer> {

  private static final String STDERR_TERMINAL = "stderr.terminal";

  /** How it computes. */
  private static final class TrainingComputeOptions {

    @Option(
        names = "--precision",
        paramLabel = "auto|fp32|bf16",
        description =
            "Of the matrix products; auto is bf16 where the processor has it, and fp32 for head and"
                + " scratch.")
    private @Nullable String precision;

    @Option(
        names = "--device",
        paramLabel = "auto|cpu|cuda:N",
        description = "Where to compute; auto is the first GPU, or else the CPU.")
    private @Nullable String device;
  }

  @Option(
      names = "--input",
      required = true,
      paramLabel = "FILE|-",
      description = "Labelled articles, as classify reads them; repeatable.")
  private List<Path> input = new ArrayList<>();

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "0",
      description = "Stop reading after so many rows; 0, the default, is all of them.")
  private long limit;

  @Option(
      names = "--skip-bad-rows",
      description =
          "Leave out and count rows that cannot be read or have no label that is wanted, instead of"
              + " stopping there.")
  private boolean skipBadRows;

  @Mixin private TrainOutput output = new TrainOutput();
  @Mixin private PlanOptions options = new PlanOptions();

  @ArgGroup(validate = false, heading = "%nComputing:%n", order = 4)
  private TrainingComputeOptions computing = new TrainingComputeOptions();

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec command;

  @Mixin private CommonOptions common = new CommonOptions();

  @Override
  public Integer call() throws Exception {
    var shortcuts =
        new Shortcuts()
            .set("model.precision", computing.precision)
            .set("model.device", computing.device);
    return common.run(shortcuts, this::train);
  }

  private int train(Settings settings) throws IOException {
    Compute compute = judged(settings.model());
    var rows =
        new TrainingRows(
            options.labels(),
            skipBadRows ? BadRows.SKIP : BadRows.REFUSE,
            limit == 0 ? Long.MAX_VALUE : limit);
    TrainingData data = rows.read(input, common.err()::println);
    TrainingPlan plan = options.plan(output.name(), rows.labels());
    try (var bar = new BarBelow(common.err(), hasTerminal());
        var stop = StopRequest.listen(() -> bar.print("ending; once more ends at once"))) {
      TrainingResult result;
      try (var screen = new TrainScreen(bar, plan.optimization().epochs(), System::nanoTime)) {
        result =
            Trainer.train(
                plan,
                data,
                output.directory(),
                output.resumes(),
                Models.encoders(settings.model()),
                compute,
                screen,
                stop::isAsked);
      }
      summarize(result, common.out());
      return result.finished() ? ExitCodes.DONE : stop.exitCode();
    }
  }

  /** Whatever is wrong in the options is said before a row is read. */
  private Compute judged(ModelSettings model) {
    try {
      options.requireSensible(
          command.commandLine().getParseResult().matchedOptions().stream()
              .map(option -> option.longestName())
              .toList());
      output.requireFree();
      return compute(options.regime(), model);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), e.getMessage(), e);
    }
  }

  /**
   * In fp32 unless told otherwise: a head, which is to be the same on every machine, and what
   * starts from scratch, whose small matrices are no faster in bf16.
   */
  private static Compute compute(Regime regime, ModelSettings model) {
    if (model.precision().equals("int8")) {
      throw new IllegalArgumentException(
          "precision int8 has no gradient: train in bf16 or fp32, and serve in int8");
    }
    boolean exact = regime == Regime.HEAD || regime == Regime.SCRATCH;
    String precision = exact && model.precision().equals("auto") ? "fp32" : model.precision();
    return Compute.of(model.device(), precision, model.threads());
  }

  /** The launcher knows whether standard error is one; Java knows it of standard output alone. */
  private static boolean hasTerminal() {
    return Ansi.AUTO.enabled() && Boolean.parseBoolean(System.getProperty(STDERR_TERMINAL, "true"));
  }

  private static void summarize(TrainingResult result, PrintWriter out) {
    Path directory = result.directory();
    if (!result.finished()) {
      out.println(
          result.steps() == 0
              ? "stopped before the first step: nothing was saved"
              : ("stopped after step %,d: the best checkpoint so far is in %s; the same command with"
                      + " --resume goes on")
                  .formatted(result.steps(), directory));
      return;
    }
    out.printf(
        Locale.ROOT,
        "%s: trained on %,d rows, %s%s%n",
        directory,
        result.trained(),
        measured(result),
        result.repeated() == 0
            ? ""
            : String.format(Locale.ROOT, "; %,d repeated rows left out", result.repeated()));
    out.printf(
        "measure it: copytaster evaluate --checkpoint %s --input FILE --report DIR%n", directory);
    out.printf("serve it:   copytaster serve --checkpoint %s%n", directory);
  }

  private static String measured(TrainingResult result) {
    Measurement best = result.best();
    return best == null
        ? "none held out"
        : String.format(
            Locale.ROOT,
            "accuracy %.2f %% on %,d held out",
            100 * best.accuracy(),
            result.heldOut());
  }
}
