package io.copytaster.model.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.copytaster.model.batch.TokenBatch;
import io.copytaster.model.checkpoint.Checkpoint;
import io.copytaster.model.checkpoint.CheckpointException;
import io.copytaster.model.checkpoint.Encoders;
import io.copytaster.model.checkpoint.Manifest;
import io.copytaster.model.classify.Classifier;
import io.copytaster.model.label.LabelSet;
import io.copytaster.model.network.Compute;
import io.copytaster.model.network.Device;
import io.copytaster.model.network.Precision;
import io.copytaster.model.tokens.Tokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** From rows to a checkpoint, in every regime, over a base of a few thousand numbers. */
class TrainerTest {

  private static final Compute COMPUTE = new Compute(Device.CPU, Precision.FP32, 1);
  private static final TrainingData DATA = Toy.data(240, 1);
  private static final LabelSet OTHER_LABELS = new LabelSet(List.of("x", "y", "z"));

  @TempDir static Path shared;
  @TempDir Path directory;
  private static String base = "";

  /** A network that has seen the words, under labels that mean something else. */
  @BeforeAll
  static void trainBase() throws IOException {
    var renamed =
        new TrainingData(
            DATA.rows().stream()
                .map(
                    row ->
                        Toy.row(
                            row.id(),
                            row.article().title(),
                            OTHER_LABELS.name(row.article().title().length() % 3)))
                .toList(),
            DATA.files());
    Path target = shared.resolve("base");
    train(
        Plans.with(Regime.SCRATCH, "", OTHER_LABELS, 1, given -> Plans.epochs(given, 1)),
        renamed,
        target);
    base = target.toString();
  }

  private static TrainingResult train(TrainingPlan plan, TrainingData data, Path output)
      throws IOException {
    return train(plan, data, output, false, new TrainingListener() {}, () -> false);
  }

  private static TrainingResult train(
      TrainingPlan plan,
      TrainingData data,
      Path output,
      boolean resume,
      TrainingListener listener,
      BooleanSupplier stop)
      throws IOException {
    return Trainer.train(
        plan, data, output, resume, new Encoders(shared.resolve("cache")), COMPUTE, listener, stop);
  }

  private static BooleanSupplier after(int asked) {
    var count =
        new Object() {
          int asked;
        };
    return () -> ++count.asked > asked;
  }

  /** A stop in the middle of the steps, however often it is asked before the first. */
  private static final class Interruption implements TrainingListener {
    private final long step;
    private boolean reached;

    private Interruption(long step) {
      this.step = step;
    }

    @Override
    public void stepped(TrainingProgress progress) {
      reached = progress.step() == step;
    }
  }

  private static byte[] weights(Path output) throws IOException {
    Path whole = output.resolve("model.safetensors");
    return Files.readAllBytes(
        Files.exists(whole) ? whole : output.resolve("adapter_model.safetensors"));
  }

  private static Manifest manifest(Path output) {
    return Manifest.read(output).orElseThrow();
  }

  @ParameterizedTest
  @EnumSource(Regime.class)
  void everyRegime_learns_andOpensAgain_andSaysWhereItComesFrom(Regime regime) throws IOException {
    Path output = directory.resolve("toy");
    TrainingResult result = train(Plans.of(regime, base), DATA, output);
    assertThat(result.finished()).isTrue();
    Measurement best = Objects.requireNonNull(result.best());
    assertThat(best.accuracy()).as("%s: %s", regime, best).isGreaterThan(0.95);
    assertThat(result.trained() + result.heldOut() + result.repeated()).isEqualTo(240);

    var provenance = manifest(output).provenance();
    assertThat(provenance.data()).isEqualTo(DATA.files());
    assertThat(provenance.seed()).isEqualTo(5);
    assertThat(provenance.plan()).containsEntry("regime", regime.id()).containsKey("precision");
    assertThat(provenance.metrics()).containsEntry("accuracy", best.accuracy());
    assertThat(accuracy(output)).as("opened again").isGreaterThan(0.95);
    assertThat(Trainer.isInterrupted(output)).isFalse();
  }

  private static double accuracy(Path output) throws IOException {
    var checkpoint = Checkpoint.open(output, new Encoders(shared.resolve("cache")));
    assertThat(checkpoint.labels()).isEqualTo(Toy.LABELS);
    assertThat(checkpoint.taxonomy()).isEqualTo("toy/1");
    var random = new Random(99);
    int right = 0;
    try (var classifier = Classifier.load(checkpoint, COMPUTE, 0)) {
      var texts = new ArrayList<Tokens>();
      for (int row = 0; row < 60; row++) {
        texts.add(classifier.tokenize(Toy.text(random, row % 3)));
      }
      var predictions = classifier.classify(new TokenBatch(texts));
      for (int row = 0; row < texts.size(); row++) {
        right += predictions.get(row).label().equals(Toy.LABELS.name(row % 3)) ? 1 : 0;
      }
    }
    return right / 60.0;
  }

  @ParameterizedTest
  @EnumSource(Regime.class)
  void interruptedAnywhere_andResumed_givesTheBytesOfOneRun(Regime regime) throws IOException {
    TrainingPlan plan = Plans.of(regime, base);
    train(plan, DATA, directory.resolve("one"));
    Path output = directory.resolve("two");
    boolean resume = false;
    for (long step : new long[] {7, 31, Long.MAX_VALUE}) {
      var interruption = new Interruption(step);
      TrainingResult result =
          train(plan, DATA, output, resume, interruption, () -> interruption.reached);
      assertThat(result.finished()).isEqualTo(step == Long.MAX_VALUE);
      assertThat(Trainer.isInterrupted(output)).isNotEqualTo(result.finished());
      assertThat(weights(output)).as("a checkpoint, finished or not").isNotEmpty();
      resume = true;
    }
    assertThat(weights(output)).isEqualTo(weights(directory.resolve("one")));
  }

  @Test
  void otherSeed_otherBytes() throws IOException {
    train(Plans.of(Regime.HEAD, base), DATA, directory.resolve("one"));
    train(
        Plans.with(Regime.HEAD, base, Toy.LABELS, 6, UnaryOperator.identity()),
        DATA,
        directory.resolve("two"));
    assertThat(weights(directory.resolve("two"))).isNotEqualTo(weights(directory.resolve("one")));
  }

  @Test
  void withoutHeldOutRows_theLastStepIsSaved() throws IOException {
    TrainingPlan held = Plans.of(Regime.HEAD, base);
    var all =
        new TrainingPlan(
            held.name(),
            held.regime(),
            held.base(),
            held.taxonomy(),
            held.labels(),
            held.pooling(),
            held.maxTokens(),
            0,
            held.seed(),
            held.optimization(),
            held.adapters(),
            false,
            held.scratch(),
            held.vocabulary());
    TrainingResult result = train(all, DATA, directory.resolve("toy"));
    assertThat(result.best()).isNull();
    assertThat(result.heldOut()).isZero();
    assertThat(accuracy(directory.resolve("toy"))).isGreaterThan(0.95);
  }

  @Test
  void stoppedBeforeTheFirstStep_leavesNothing() throws IOException {
    for (int asked : new int[] {0, 100, 250}) {
      Path output = directory.resolve("none-" + asked);
      TrainingResult result =
          train(
              Plans.of(Regime.HEAD, base),
              DATA,
              output,
              false,
              new TrainingListener() {},
              after(asked));
      assertThat(result.finished()).isFalse();
      assertThat(result.steps()).isLessThan(15);
      assertThat(Files.exists(output)).isEqualTo(result.steps() > 0);
      assertThat(Trainer.isInterrupted(output)).isEqualTo(result.steps() > 0);
    }
  }

  @Test
  void noNumber_stops_names_theStep_andKeepsWhatWasThere() throws IOException {
    Path output = directory.resolve("toy");
    train(Plans.of(Regime.FULL, base), DATA, output);
    byte[] before = weights(output);
    var plan = Plans.with(Regime.FULL, base, given -> Plans.rate(given, 1e30));
    var failed = catchThrowableOfType(TrainingException.class, () -> train(plan, DATA, output));
    assertThat(failed.problem()).isEqualTo(TrainingException.Problem.NOT_A_NUMBER);
    assertThat(failed)
        .hasMessageMatching(
            "step \\d+: .*nothing was saved yet.*lower --learning-rate than 1.0E30");
    assertThat(weights(output)).isEqualTo(before);
  }

  @Test
  void secondRunOnTheSameOutput_isRefused() throws IOException {
    Path output = directory.resolve("toy");
    var refused = new ArrayList<Throwable>();
    var nested =
        new TrainingListener() {
          @Override
          public void measured(Measurement measurement) {
            refused.add(catchThrowable(() -> train(Plans.of(Regime.HEAD, base), DATA, output)));
          }
        };
    train(Plans.of(Regime.HEAD, base), DATA, output, false, nested, () -> false);
    assertThat(refused)
        .isNotEmpty()
        .allSatisfy(
            each ->
                assertThat(each)
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageContaining("is being written by"));
  }

  @Test
  void resumed_withAnotherPlanOrNothing_isRefused() throws IOException {
    Path output = directory.resolve("toy");
    var nothing =
        catchThrowableOfType(
            TrainingException.class,
            () ->
                train(
                    Plans.of(Regime.HEAD, base),
                    DATA,
                    output,
                    true,
                    new TrainingListener() {},
                    () -> false));
    assertThat(nothing.problem()).isEqualTo(TrainingException.Problem.RESUME);
    var interruption = new Interruption(9);
    train(
        Plans.of(Regime.HEAD, base), DATA, output, false, interruption, () -> interruption.reached);
    var other = Plans.with(Regime.HEAD, base, given -> Plans.epochs(given, 9));
    var refused =
        catchThrowableOfType(
            TrainingException.class,
            () -> train(other, DATA, output, true, new TrainingListener() {}, () -> false));
    assertThat(refused).hasMessageContaining("begun otherwise").hasMessageContaining("epochs=9");
    assertThat(Trainer.isInterrupted(output)).as("it can still be resumed").isTrue();
  }

  @Test
  void baseWithOtherLabels_isSaid() throws IOException {
    var notes = new ArrayList<String>();
    var listener =
        new TrainingListener() {
          @Override
          public void noted(String sentence) {
            notes.add(sentence);
          }
        };
    train(
        Plans.of(Regime.FULL, base), DATA, directory.resolve("toy"), false, listener, () -> false);
    assertThat(notes)
        .singleElement()
        .asString()
        .contains("has the labels [x, y, z], and the rows have [Sea, Sport, Money]")
        .contains("its classifier is made anew");
  }

  @ParameterizedTest
  @EnumSource(names = {"HEAD", "ADAPTER"})
  void baseOverAnotherBase_isRefusedBeforeTheFirstStep(Regime regime) throws IOException {
    Path head = directory.resolve("head");
    train(Plans.of(Regime.HEAD, base), DATA, head);
    var refused =
        catchThrowableOfType(
            TrainingException.class,
            () -> train(Plans.of(regime, head.toString()), DATA, directory.resolve("toy")));
    assertThat(refused.problem()).isEqualTo(TrainingException.Problem.BASE);
    assertThat(refused).hasMessageContaining("export it");
  }

  @Test
  void saveThatFails_leavesTheEarlierCheckpoint_andNothingElse() throws IOException {
    Path folder = Files.createDirectory(directory.resolve("models"));
    Path output = folder.resolve("toy");
    Path away = directory.resolve("away");
    var removing =
        new TrainingListener() {
          private boolean saved;

          @Override
          public void stepped(TrainingProgress progress) {
            if (saved) {
              saved = false;
              move(folder, away);
            }
          }

          @Override
          public void measured(Measurement measurement) {
            saved = !Files.exists(away);
          }
        };
    var plan = Plans.with(Regime.SCRATCH, "", given -> Plans.rate(given, 3e-3));
    var failed = catchThrowable(() -> train(plan, DATA, output, false, removing, () -> false));
    assertThat(failed)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cannot be saved")
        .hasMessageContaining("what was there before stays");
    Manifest.read(away.resolve("toy")).orElseThrow().verify(away.resolve("toy"));
    try (Stream<Path> left = Files.list(away)) {
      assertThat(left.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("toy", ".toy.lock", ".toy.resume");
    }
  }

  /** In place of the folder lies a file from now on, so that nothing can be written there. */
  private static void move(Path folder, Path away) {
    try {
      Files.move(folder, away);
      Files.createFile(folder);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
