package io.copytaster.benchmarks.training;

import static java.util.Objects.requireNonNull;

import io.copytaster.benchmarks.measure.Desk;
import io.copytaster.benchmarks.measure.Machine;
import io.copytaster.benchmarks.measure.Race;
import io.copytaster.benchmarks.measure.RunOptions;
import io.copytaster.model.checkpoint.Checkpoint;
import io.copytaster.model.checkpoint.Encoder;
import io.copytaster.model.checkpoint.Encoders;
import io.copytaster.model.dataset.ArticleReader;
import io.copytaster.model.dataset.BadRows;
import io.copytaster.model.network.Compute;
import io.copytaster.model.tokens.Tokenizer;
import io.copytaster.model.train.Regime;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures how fast this program fine-tunes, beside the same training in Python. */
@Command(
    name = "training-speed",
    description = "How fast MiniLM is fine-tuned here, beside the same training in Python.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
public final class TrainingSpeed implements Callable<Integer> {

  private static final Encoder BASE = Encoder.MINILM;
  private static final String SAMPLES = "/io/copytaster/benchmarks/news.jsonl";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private RunOptions run = new RunOptions();

  @Option(
      names = "--input",
      paramLabel = "FILE",
      description = "Labelled articles; without it the samples that ship, repeated.")
  private @Nullable Path input;

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "6",
      description = "Steps in a turn, and of each contender before the first.")
  private int steps;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "32",
      description = "Articles in a step.")
  private int batch;

  @Option(
      names = "--max-tokens",
      paramLabel = "N",
      defaultValue = "128",
      description = "Where articles are cut.")
  private int maxTokens;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "0",
      description = "Of every contender; 0 for one per core.")
  private int threads;

  @Override
  public Integer call() throws Exception {
    int repetitions = run.repetitions(desk());
    desk().requirePositive("--steps", steps);
    desk().requirePositive("--batch", batch);
    int cores = threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
    var encoders = Encoders.inUserCache();
    Path model = encoders.directory(BASE);
    Workload workload = workload(Checkpoint.open(model, encoders));
    var reference = PythonReference.start(run.python(), model, workload, cores);
    if (reference.isEmpty()) {
      desk()
          .say(
              "skipped the Python reference: '"
                  + run.python()
                  + "' does not run, or has no transformers");
    }
    try (var contenders = new Contenders(reference, steps)) {
      for (String precision : List.of("auto", "fp32")) {
        contenders.add(Regime.FULL, compute(precision, cores), BASE, encoders, workload);
      }
      contenders.add(Regime.ADAPTER, compute("auto", cores), BASE, encoders, workload);
      SpeedReport report = measure(contenders, workload, Machine.now(cores), repetitions);
      desk().publish(SpeedTables.of(report), report, run.output());
    }
    return 0;
  }

  private Workload workload(Checkpoint base) throws IOException {
    try (var tokenizer = Tokenizer.open(base.tokenizerFile(), maxTokens);
        var articles = articles()) {
      return Workload.of(articles, tokenizer, batch, steps);
    }
  }

  private ArticleReader articles() {
    if (input != null) {
      return ArticleReader.open(input, BadRows.REFUSE);
    }
    return ArticleReader.read(
        requireNonNull(TrainingSpeed.class.getResourceAsStream(SAMPLES)), SAMPLES, BadRows.REFUSE);
  }

  private static Compute compute(String precision, int cores) {
    return Compute.of("cpu", precision, cores);
  }

  private SpeedReport measure(
      Contenders contenders, Workload workload, Machine machine, int repetitions) throws Exception {
    var race = new Race<StepLap>();
    race.warmUp(contenders.all(), desk()::say);
    Memory before = contenders.memory();
    race.run(contenders.all(), repetitions, desk()::say);
    return new SpeedReport(
        machine,
        Machine.commit(Path.of(System.getProperty("benchmarks.checkout", "."))),
        "copytaster bench " + desk().arguments(),
        contenders.referenceVersions(),
        Path.of(input == null ? SAMPLES : input.toString()).getFileName().toString(),
        steps,
        repetitions,
        workload.padding(),
        SpeedReport.rows(race, workload, steps),
        SpeedReport.claims(race),
        before,
        contenders.memory());
  }

  private Desk desk() {
    return new Desk(spec);
  }
}
