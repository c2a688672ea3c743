package io.copytaster.streams.cli;

import io.copytaster.model.checkpoint.Encoder;
import io.copytaster.model.dataset.BadRows;
import io.copytaster.model.label.LabelSet;
import io.copytaster.model.network.Compute;
import io.copytaster.model.train.HeadPlan;
import io.copytaster.model.train.HeadTrainer;
import io.copytaster.streams.config.ModelSettings;
import io.copytaster.streams.config.Settings;
import io.copytaster.streams.service.Models;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
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
      "Regime head: a linear classifier over a frozen encoder, a few kilobytes, in minutes. Which"
          + " rows are held out is decided by a hash of their words, so no copy of an article is"
          + " on both sides."
    },
    footer = {
      "  copytaster train --input train.csv --output models/desks --taxonomy desks/1",
      "  copytaster train --input a.jsonl --input b.jsonl --base bge-small --output models/bge"
    })
final class TrainCommand implements Callable<Integer> {

  @Option(
      names = "--regime",
      paramLabel = "head",
      defaultValue = "head",
      description = "What is trained; for now the head alone. Default: ${DEFAULT-VALUE}.")
  private String regime = "";

  @Option(
      names = "--input",
      required = true,
      paramLabel = "FILE|-",
      description = "Labelled articles, as classify reads them; repeatable.")
  private List<Path> input = new ArrayList<>();

  @Option(
      names = "--skip-bad-rows",
      description = "Leave out and count rows that cannot be read, instead of stopping there.")
  private boolean skipBadRows;

  @Option(
      names = "--base",
      paramLabel = "minilm|bge-small",
      defaultValue = "minilm",
      description = "The encoder below. Default: ${DEFAULT-VALUE}.")
  private String base = "";

  @Option(
      names = "--output",
      required = true,
      paramLabel = "DIR",
      description = "The checkpoint's directory, which must not be there.")
  private Path output = Path.of("");

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "What it is called; its directory's name if not given.")
  private @Nullable String name;

  @Option(
      names = "--taxonomy",
      paramLabel = "NAME/VERSION",
      defaultValue = "custom/1",
      description = "What the labels belong to. Default: ${DEFAULT-VALUE}.")
  private String taxonomy = "";

  @Option(
      names = "--labels",
      paramLabel = "A,B,C",
      split = ",",
      description = "The labels in the order of the logits; sorted if not given.")
  private List<String> labels = new ArrayList<>();

  @Option(
      names = "--validation",
      paramLabel = "SHARE",
      defaultValue = "0.05",
      description = "Share of the rows to hold out and measure on. Default: ${DEFAULT-VALUE}.")
  private double validation;

  @Option(
      names = "--max-tokens",
      paramLabel = "N",
      defaultValue = "128",
      description = "At how many tokens an article is cut. Default: ${DEFAULT-VALUE}.")
  private int maxTokens;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "The same seed and rows give the same checkpoint. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec command;

  @Mixin private CommonOptions common = new CommonOptions();

  @Override
  public Integer call() throws Exception {
    return common.run(new Shortcuts(), this::train);
  }

  private int train(Settings settings) throws IOException {
    if (!regime.equals("head")) {
      throw wrong("--regime " + regime + " is not there; this version trains head alone");
    }
    if (!(validation >= 0 && validation < 1)) {
      throw wrong("--validation " + validation + " must be from 0 to below 1");
    }
    Encoder encoder =
        Encoder.named(base)
            .orElseThrow(() -> wrong("--base " + base + " is none of " + Encoder.ids()));
    if (Files.exists(output)) {
      throw new FileAlreadyExistsException(output.toString());
    }
    var rows =
        TrainingRows.read(
            input, skipBadRows ? BadRows.SKIP : BadRows.REFUSE, common.err()::println);
    var plan = plan(encoder, labels.isEmpty() ? rows.labels() : new LabelSet(labels));
    var result =
        HeadTrainer.train(
            plan,
            rows.iterator(),
            output,
            Models.encoders(settings.model()),
            compute(settings.model()),
            progress(rows.size()));
    common
        .out()
        .printf("%s: trained on %,d rows, %s%n", output, result.trained(), measured(result));
    return ExitCodes.DONE;
  }

  private HeadPlan plan(Encoder encoder, LabelSet labelSet) {
    String called = name == null ? output.toAbsolutePath().getFileName().toString() : name;
    return new HeadPlan(called, encoder, taxonomy, labelSet, maxTokens, validation, seed);
  }

  private IntConsumer progress(int rows) {
    return done -> {
      if (done == rows || done % 1_000 == 0) {
        common.err().printf("encoded %,d of %,d%n", done, rows);
      }
    };
  }

  /** In fp32 unless told otherwise: the checkpoint is to be the same on every machine. */
  private static Compute compute(ModelSettings model) {
    String precision = model.precision().equals("auto") ? "fp32" : model.precision();
    return Compute.of(model.device(), precision, model.threads());
  }

  private static String measured(HeadTrainer.Result result) {
    return result.heldOut() == 0
        ? "none held out"
        : String.format(
            Locale.ROOT,
            "accuracy %.2f %% on %,d held out",
            100 * result.accuracy(),
            result.heldOut());
  }

  private ParameterException wrong(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
