package io.copytaster.model.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.copytaster.model.checkpoint.Checkpoint;
import io.copytaster.model.label.LabelSet;
import io.copytaster.model.network.Pooling;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network with fewer layers is made of a bigger one, and learns what the bigger one says. */
class DistillationTest {

  private static final int LAYERS = 4;

  @TempDir private static Path shared;
  @TempDir private Path directory;

  private static ToyRuns runs;
  private static String teacher;

  @BeforeAll
  static void trainATeacherOfFourLayers() throws IOException {
    runs = ToyRuns.in(shared);
    Path output = shared.resolve("teacher");
    TrainingPlan plan = Plans.of(Regime.SCRATCH, "");
    var shape = new ScratchShape(32, LAYERS, 2, 32, 48, Pooling.MEAN, 0);
    runs.train(Plans.shaped(plan, shape), ToyRuns.DATA, output);
    teacher = output.toString();
  }

  private static TrainingPlan plan(@Nullable Integer layers, @Nullable String taughtBy) {
    return Plans.distilled(Plans.of(Regime.FULL, teacher), new Distillation(layers, taughtBy, 1));
  }

  @Test
  void fewerLayers_areWhatTheCheckpointHas() throws IOException {
    TrainingResult result = runs.train(plan(2, teacher), ToyRuns.DATA, directory.resolve("small"));
    var checkpoint = Checkpoint.open(directory.resolve("small"), runs.encoders());
    assertThat(checkpoint.config().layers()).isEqualTo(2);
    assertThat(Objects.requireNonNull(result.best()).accuracy()).isGreaterThan(0.9);
    assertThat(plan(2, teacher).settings())
        .containsEntry("layers", "2")
        .containsEntry("teacher", teacher)
        .containsEntry("teacher-share", "1.0");
  }

  @Test
  void layersThatTheBaseDoesNotHave_areRefused() {
    assertThatThrownBy(
            () -> runs.train(plan(LAYERS + 1, null), ToyRuns.DATA, directory.resolve("small")))
        .isInstanceOf(TrainingException.class)
        .hasMessage("layers must be from 1 to the 4 that the base has: 5");
  }

  @Test
  void labelsAllWrong_teacherAlone_isBelieved() throws IOException {
    LabelSet labels = Toy.LABELS;
    var wrong =
        new TrainingData(
            ToyRuns.DATA.rows().stream()
                .map(
                    row ->
                        Toy.row(
                            row.id(),
                            row.article().title(),
                            next(labels, Objects.requireNonNull(row.label()))))
                .toList(),
            ToyRuns.DATA.files());
    var base = Plans.of(Regime.FULL, runs.base());
    var taught = Plans.distilled(base, new Distillation(null, teacher, 1));
    TrainingResult result = runs.train(taught, wrong, directory.resolve("believer"));
    assertThat(Objects.requireNonNull(result.best()).accuracy())
        .as("held-out rows are labelled wrongly too, and it says what the teacher would")
        .isLessThan(0.1);
  }

  @Test
  void teacherWithItsLabelsInAnotherOrder_teachesTheSame() throws IOException {
    var turned = new LabelSet(List.of("Money", "Sea", "Sport"));
    var base = Plans.with(Regime.FULL, runs.base(), turned, 5, UnaryOperator.identity());
    var taught = Plans.distilled(base, new Distillation(null, teacher, 1));
    TrainingResult result = runs.train(taught, ToyRuns.DATA, directory.resolve("turned"));
    assertThat(Objects.requireNonNull(result.best()).accuracy()).isGreaterThan(0.9);
  }

  @Test
  void teacherWithOtherLabels_isRefusedByName() {
    var taught =
        Plans.distilled(Plans.of(Regime.FULL, teacher), new Distillation(null, runs.base(), 0.5));
    assertThatThrownBy(() -> runs.train(taught, ToyRuns.DATA, directory.resolve("refused")))
        .isInstanceOfSatisfying(
            TrainingException.class,
            e -> assertThat(e.problem()).isEqualTo(TrainingException.Problem.TEACHER))
        .hasMessageContaining("[x, y, z]")
        .hasMessageContaining("[Sea, Sport, Money]");
  }

  @Test
  void shareOutOfRange_isRefused() {
    assertThatThrownBy(() -> new Distillation(null, "teacher", 0))
        .hasMessage("teacher-share must be above 0, at most 1: 0.0");
    assertThatThrownBy(() -> new Distillation(0, null, 0.5))
        .hasMessage("layers must be at least 1: 0");
  }

  private static String next(LabelSet labels, String label) {
    return labels.name((labels.indexOf(label).orElseThrow() + 1) % labels.size());
  }
}
