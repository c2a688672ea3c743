package io.copytaster.model.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.copytaster.model.tensors.SafetensorsException;
import io.copytaster.model.tensors.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written is what is read, and nothing else is taken for it. */
class RunStateTest {

  private static final Measurement BEST =
      new Measurement(40, 0.9123456789, 0.9, 0.25, 0.0125, 1.5, true);
  private static final Map<String, Tensor> TENSORS =
      Map.of("weight.a", Tensor.ofFloats(List.of(2L, 2L), 1, -2, 3.5f, Float.MIN_VALUE));

  @TempDir private Path directory;

  private Path file() {
    return RunState.file(directory.resolve("desks"));
  }

  @Test
  void file_liesHiddenBesideTheOutput() {
    assertThat(file()).isEqualTo(directory.resolve(".desks.resume").toAbsolutePath());
  }

  @Test
  void written_readsBackExactly() throws IOException {
    new RunState("plan", 57, BEST, TENSORS).write(file());
    RunState read = RunState.read(file(), "plan");
    assertThat(read.step()).isEqualTo(57);
    assertThat(read.best()).isEqualTo(BEST);
    assertThat(read.tensors()).isEqualTo(TENSORS);
  }

  @Test
  void withoutAMeasurement_thereIsNoBest() throws IOException {
    new RunState("plan", 3, null, TENSORS).write(file());
    assertThat(RunState.read(file(), "plan").best()).isNull();
  }

  @Test
  void nothingThere_saysSo() {
    var refused =
        catchThrowableOfType(TrainingException.class, () -> RunState.read(file(), "plan"));
    assertThat(refused.problem()).isEqualTo(TrainingException.Problem.RESUME);
    assertThat(refused).hasMessageContaining("there is no interrupted run to resume");
  }

  @Test
  void otherPlan_isRefused_andBothAreNamed() throws IOException {
    new RunState("{epochs=2}", 3, null, TENSORS).write(file());
    var refused =
        catchThrowableOfType(TrainingException.class, () -> RunState.read(file(), "{epochs=3}"));
    assertThat(refused.problem()).isEqualTo(TrainingException.Problem.RESUME);
    assertThat(refused).hasMessageContaining("it had {epochs=2}; now it is {epochs=3}");
  }

  @Test
  void cutOff_isRefused() throws IOException {
    new RunState("plan", 3, null, TENSORS).write(file());
    byte[] whole = Files.readAllBytes(file());
    Files.write(file(), Arrays.copyOf(whole, whole.length - 1));
    assertThat(
            catchThrowableOfType(SafetensorsException.class, () -> RunState.read(file(), "plan")))
        .isNotNull();
  }
}
