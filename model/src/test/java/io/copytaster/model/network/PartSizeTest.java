package io.copytaster.model.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a core computes at once. */
class PartSizeTest {

  private static final Processor VECTORS = new Processor("amd64", Set.of("avx512_vnni"));
  private static final Processor TILES = new Processor("amd64", Set.of("avx512_vnni", "amx_int8"));

  @Test
  void tiles_wantTwiceAsMuch() {
    var minilm = wide(384);
    assertThat(PartSize.of(minilm, Precision.INT8, VECTORS)).isEqualTo(256);
    assertThat(PartSize.of(minilm, Precision.INT8, TILES)).isEqualTo(512);
    assertThat(PartSize.of(minilm, Precision.FP32, TILES)).isEqualTo(256);
  }

  @Test
  void narrowNetworks_haveAsMuchWorkInMoreTokens_widerOnesNotInFewer() {
    assertThat(PartSize.of(wide(96), Precision.FP32, VECTORS)).isEqualTo(256 * 16);
    assertThat(PartSize.of(wide(768), Precision.FP32, VECTORS)).isEqualTo(256);
  }

  private static TransformerConfig wide(int hiddenSize) {
    return TestNetworks.shape(hiddenSize, 1, 4, Activation.GELU, Pooling.CLS);
  }
}
