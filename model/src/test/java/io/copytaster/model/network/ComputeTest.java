package io.copytaster.model.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The settings' words for device and precision, and what {@code auto} makes of a machine. */
class ComputeTest {

  private static final Processor ZEN5 = new Processor("amd64", Set.of("avx2", "avx512_bf16"));
  private static final Processor VNNI =
      new Processor("amd64", Set.of("avx512_vnni", "avx512_bf16"));
  private static final Processor AVX2 = new Processor("amd64", Set.of("avx2"));
  private static final Processor OLD_X86 = new Processor("amd64", Set.of("sse4_2"));
  private static final Processor APPLE = new Processor("aarch64", Set.of());

  @Test
  void auto_takesBf16WhereItIsAnInstruction() {
    assertThat(Compute.precision("auto", Device.CPU, ZEN5)).isEqualTo(Precision.BF16);
    assertThat(Compute.precision("auto", Device.CPU, AVX2)).isEqualTo(Precision.FP32);
    assertThat(Compute.precision("auto", Device.CPU, APPLE)).isEqualTo(Precision.FP32);
    assertThat(Compute.precision("auto", new Device(0), ZEN5)).isEqualTo(Precision.BF16);
  }

  @Test
  void auto_prefersInt8_whereItIsFaster_andTheCheckpointIsCalibrated() {
    Compute best = Compute.of("auto", Device.CPU, 2, VNNI);
    assertThat(best.forCheckpoint(true)).isEqualTo(new Compute(Device.CPU, Precision.INT8, 2));
    assertThat(Compute.of("auto", Device.CPU, 2, AVX2).forCheckpoint(true))
        .isEqualTo(new Compute(Device.CPU, Precision.INT8, 2));
    assertThat(best.forCheckpoint(false)).isEqualTo(new Compute(Device.CPU, Precision.BF16, 2));
    assertThat(best.withoutInt8().forCheckpoint(true).precision()).isEqualTo(Precision.BF16);
    for (Compute other :
        List.of(
            Compute.of("auto", Device.CPU, 2, OLD_X86),
            Compute.of("auto", Device.CPU, 2, APPLE),
            Compute.of("auto", new Device(0), 2, VNNI),
            Compute.of("bf16", Device.CPU, 2, VNNI))) {
      assertThat(other.forCheckpoint(true).precision()).isNotEqualTo(Precision.INT8);
    }
  }

  @Test
  void int8_withoutOneDnn_saysWhatToTakeInstead() {
    assertThat(Compute.precision("int8", Device.CPU, OLD_X86)).isEqualTo(Precision.INT8);
    assertThatThrownBy(() -> Compute.precision("int8", Device.CPU, APPLE))
        .hasMessageContaining("int8")
        .hasMessageContaining("fp32 or bf16");
  }

  @Test
  void unknownWords_areNamed() {
    assertThatThrownBy(() -> Compute.of("cpu", "fp8", 0)).hasMessageContaining("'fp8'");
    assertThatThrownBy(() -> Compute.of("tpu", "auto", 0)).hasMessageContaining("'tpu'");
    assertThatThrownBy(() -> Compute.of("cpu", "auto", -1)).hasMessageContaining("-1");
  }

  @Test
  void gpuThatIsNotThere_isNamedWithTheWayToGetIt() {
    assertThatThrownBy(() -> Compute.of("cuda:99", "auto", 0))
        .hasMessageContaining("cuda:99")
        .hasMessageContaining("PYTORCH_LIBRARY_PATH");
  }
}
