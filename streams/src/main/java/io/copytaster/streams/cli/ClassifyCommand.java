package io.copytaster.streams.cli;

import io.copytaster.streams.cli.FileClassification.Counts;
import io.copytaster.streams.config.Settings;
import io.copytaster.streams.engine.EngineStatistics;
import io.copytaster.streams.service.Engines;
import io.copytaster.streams.service.Models;
import io.copytaster.streams.slot.ModelSlot;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code classify}: a file's articles to labels, without Kafka. */
@Command(
    name = "classify",
    description = {
      "Labels the articles of a file, without Kafka.",
      "",
      "Writes JSON Lines with id, label, score, scores, tokens, truncated and model, in the order"
          + " of the input; an article that cannot be labelled, such as one without words, has id"
          + " and error instead. Throughput, and accuracy where the input has labels, go to"
          + " standard error."
    },
    exitCodeList = {
      " 0:every article has its label",
      " 1:failed, or some articles have an error instead of a label",
      " 2:an option, a setting or its value is wrong"
    },
    footer = {
      "  copytaster classify --input articles.csv --output labels.jsonl",
      "  cat news.jsonl | copytaster classify --input - --checkpoint my-bert --precision fp32"
    })
final class ClassifyCommand implements Callable<Integer> {

  @Mixin private InputOptions input = new InputOptions();

  @Option(
      names = "--output",
      paramLabel = "FILE|-",
      defaultValue = "-",
      description =
          "Where the lines go; a file appears when it is complete. -, the default, is standard"
              + " output.")
  private Path output = LineOutput.STANDARD_OUTPUT;

  @Option(names = "--logits", description = "Write the network's raw outputs as well.")
  private boolean logits;

  @ArgGroup(validate = false, heading = ModelOptions.HEADING, order = 1)
  private ModelOptions model = new ModelOptions();

  @Mixin private CommonOptions common = new CommonOptions();

  @Override
  public Integer call() throws Exception {
    var shortcuts = new Shortcuts();
    model.addTo(shortcuts);
    return common.run(shortcuts, this::classify);
  }

  private int classify(Settings settings) throws Exception {
    try (var articles = input.open();
        var lines = LineOutput.open(output, common.out());
        var slot = new ModelSlot(Models.warm(settings))) {
      try (var engine = Engines.start(slot, settings.engine())) {
        var classification = new FileClassification(slot, engine, logits, lines::write);
        long start = System.nanoTime();
        Counts counts = classification.run(articles, input.limit());
        double seconds = (System.nanoTime() - start) / 1e9;
        lines.commit();
        common.err().println(summary(counts, seconds, engine.statistics(), articles.skipped()));
        return counts.failed() == 0 ? ExitCodes.DONE : ExitCodes.FAILED;
      }
    }
  }

  private static String summary(
      Counts counts, double seconds, EngineStatistics engine, long skipped) {
    var text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%,d articles in %.1f s: %,.0f articles/s, %.1f %% padding",
            counts.labelled(),
            seconds,
            counts.labelled() / Math.max(seconds, 1e-9),
            100 * padding(engine)));
    if (counts.judged() > 0) {
      double accuracy = 100.0 * counts.right() / counts.judged();
      text.append(
          String.format(Locale.ROOT, ", accuracy %.2f %% of %,d", accuracy, counts.judged()));
    }
    if (counts.failed() > 0) {
      text.append(String.format(Locale.ROOT, ", %,d without a label", counts.failed()));
    }
    if (skipped > 0) {
      text.append(String.format(Locale.ROOT, ", %,d bad rows skipped", skipped));
    }
    return text.toString();
  }

  private static double padding(EngineStatistics engine) {
    return engine.paddedTokens() == 0 ? 0 : 1 - (double) engine.tokens() / engine.paddedTokens();
  }
}
