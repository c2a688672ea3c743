package io.copytaster.model.train;

import static io.copytaster.model.train.ToyRuns.DATA;
import static io.copytaster.model.train.ToyRuns.weights;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.copytaster.model.checkpoint.CheckpointException;
import io.copytaster.model.checkpoint.Manifest;
import io.copytaster.model.train.ToyRuns.Interruption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a training that is refused, stopped or fails leaves behind. */
class TrainerFailureTest {

  @TempDir static Path shared;
  @TempDir Path directory;
  private static ToyRuns runs;

  @BeforeAll
  static void trainBase() throws IOException {
    runs = ToyRuns.in(shared);
  }

  private static BooleanSupplier after(int asked) {
    var count =
        new Object() {
          int asked;
        };
    return () -> ++count.asked > asked;
  }

  @Test
  void stoppedBeforeTheFirstStep_leavesNothing() throws IOException {
    for (int asked : new int[] {0, 100, 250}) {
      Path output = directory.resolve("none-" + asked);
      TrainingResult result =
          runs.train(
              Plans.of(Regime.HEAD, runs.base()),
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
    runs.train(Plans.of(Regime.FULL, runs.base()), DATA, output);
    byte[] before = weights(output);
    var plan = Plans.with(Regime.FULL, runs.base(), given -> Plans.rate(given, 1e30));
    var failed =
        catchThrowableOfType(TrainingException.class, () -> runs.train(plan, DATA, output));
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
            refused.add(
                catchThrowable(() -> runs.train(Plans.of(Regime.HEAD, runs.base()), DATA, output)));
          }
        };
    runs.train(Plans.of(Regime.HEAD, runs.base()), DATA, output, false, nested, () -> false);
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
                runs.train(
                    Plans.of(Regime.HEAD, runs.base()),
                    DATA,
                    output,
                    true,
                    new TrainingListener() {},
                    () -> false));
    assertThat(nothing.problem()).isEqualTo(TrainingException.Problem.RESUME);
    var interruption = new Interruption(9);
    runs.train(
        Plans.of(Regime.HEAD, runs.base()),
        DATA,
        output,
        false,
        interruption,
        () -> interruption.reached());
    var other = Plans.with(Regime.HEAD, runs.base(), given -> Plans.epochs(given, 9));
    var refused =
        catchThrowableOfType(
            TrainingException.class,
            () -> runs.train(other, DATA, output, true, new TrainingListener() {}, () -> false));
    assertThat(refused).hasMessageContaining("begun otherwise").hasMessageContaining("epochs=9");
    assertThat(Trainer.isInterrupted(output)).as("it can still be resumed").isTrue();
  }

  @ParameterizedTest
  @EnumSource(names = {"HEAD", "ADAPTER"})
  void baseOverAnotherBase_isRefusedBeforeTheFirstStep(Regime regime) throws IOException {
    Path head = directory.resolve("head");
    runs.train(Plans.of(Regime.HEAD, runs.base()), DATA, head);
    var refused =
        catchThrowableOfType(
            TrainingException.class,
            () -> runs.train(Plans.of(regime, head.toString()), DATA, directory.resolve("toy")));
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
    var failed = catchThrowable(() -> runs.train(plan, DATA, output, false, removing, () -> false));
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
