package io.copytaster.model.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which operators compute on which processor. */
class OperatorsTest {

  private static final Processor AVX512 =
      new Processor("amd64", Set.of("avx2", "avx512bw", "avx512vl", "avx512dq", "avx512_vnni"));
  private static final Processor AVX2 = new Processor("amd64", Set.of("avx2"));
  private static final Processor UNKNOWN_X86 = new Processor("amd64", Set.of());
  private static final Processor ARM = new Processor("aarch64", Set.of("asimd"));

  @Test
  void oneDnn_computesFp32AndInt8OnEveryX86_andBf16WithWideVectors() {
    for (Processor processor : List.of(AVX512, AVX2, UNKNOWN_X86)) {
      assertThat(of(Precision.FP32, processor, true)).isEqualTo(Operators.ONEDNN);
      assertThat(of(Precision.INT8, processor, false)).isEqualTo(Operators.ONEDNN);
    }
    assertThat(of(Precision.INT8, AVX512, true)).isEqualTo(Operators.CALIBRATED);
    assertThat(of(Precision.INT8, AVX2, true)).isEqualTo(Operators.FBGEMM);
    assertThat(of(Precision.BF16, AVX512, true)).isEqualTo(Operators.ONEDNN);
    assertThat(of(Precision.BF16, AVX2, true)).isEqualTo(Operators.PORTABLE);
  }

  @Test
  void elsewhere_theyArePortable() {
    var gpu = new Compute(new Device(0), Precision.BF16, 0);
    assertThat(Operators.of(gpu, AVX512, false)).isEqualTo(Operators.PORTABLE);
    assertThat(of(Precision.FP32, ARM, true)).isEqualTo(Operators.PORTABLE);
  }

  @Test
  void withoutVnni_weightsInInt8AreKeptSmallInPairs() {
    assertThat(AVX512.addsInt8InPairs()).isFalse();
    assertThat(AVX2.addsInt8InPairs()).isTrue();
    assertThat(UNKNOWN_X86.addsInt8InPairs()).isTrue();
  }

  private static Operators of(Precision precision, Processor processor, boolean calibrated) {
    return Operators.of(new Compute(Device.CPU, precision, 0), processor, calibrated);
  }
}
