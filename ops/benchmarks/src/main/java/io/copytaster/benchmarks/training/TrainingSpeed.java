package io.copytaster.benchmarks.training;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.copytaster.benchmarks.measure.Machine;
import io.copytaster.benchmarks.measure.Race;
import io.copytaster.model.checkpoint.Checkpoint;
import io.copytaster.model.checkpoint.Encoder;
import io.copytaster.model.checkpoint.Encoders;
import io.copytaster.model.dataset.ArticleReader;
import io.copytaster.model.dataset.BadRows;
import io.copytaster.model.network.Compute;
import io.copytaster.model.tokens.Tokenizer;
import io.copytaster.model.train.Regime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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
  private static final ObjectWriter JSON = new ObjectMapper().writerWithDefaultPrettyPrinter();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--input",
      paramLabel = "FILE",
      description = "Labelled articles; without it the samples that ship, repeated.")
  private @Nullable Path input;

  @Option(
      names = "--python",
      paramLabel = "PATH",
      defaultValue = "python3",
      description = "A Python with torch, transformers and perhaps peft.")
  private String python = "";

  @Option(
      names = "--repetitions",
      paramLabel = "N",
      defaultValue = "3",
      description = "Turns of each contender.")
  private int repetitions;

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

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "Where report.md and report.json go; without it only the table is shown.")
  private @Nullable Path output;

  @Override
  public Integer call() throws Exception {
    requirePositive("--repetitions", repetitions);
    requirePositive("--steps", steps);
    requirePositive("--batch", batch);
    int cores = threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
    var encoders = Encoders.inUserCache();
    Path model = encoders.directory(BASE);
    Workload workload = workload(Checkpoint.open(model, encoders));
    var reference = PythonReference.start(python, model, workload, cores);
    if (reference.isEmpty()) {
      say("skipped the Python reference: '" + python + "' does not run, or has no transformers");
    }
    try (var contenders = new Contenders(reference, steps)) {
      for (String precision : List.of("auto", "fp32")) {
        contenders.add(Regime.FULL, compute(precision, cores), BASE, encoders, workload);
      }
      contenders.add(Regime.ADAPTER, compute("auto", cores), BASE, encoders, workload);
      publish(measure(contenders, workload, Machine.now(cores)));
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

  private SpeedReport measure(Contenders contenders, Workload workload, Machine machine)
      throws Exception {
    var race = new Race<StepLap>();
    race.warmUp(contenders.all(), this::say);
    Memory before = contenders.memory();
    race.run(contenders.all(), repetitions, this::say);
    return new SpeedReport(
        machine,
        Machine.commit(Path.of(System.getProperty("benchmarks.checkout", "."))),
        command(),
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

  private String command() {
    var line = spec.commandLine().getParseResult().originalArgs();
    return "ops/benchmarks/run " + String.join(" ", line);
  }

  private void publish(SpeedReport report) throws IOException {
    String tables = SpeedTables.of(report);
    spec.commandLine().getOut().print(tables);
    spec.commandLine().getOut().flush();
    if (output != null) {
      Files.createDirectories(output);
      Files.writeString(output.resolve("report.md"), tables);
      JSON.writeValue(output.resolve("report.json").toFile(), report);
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
