package io.copytaster.model.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A smaller network begins with layers from all over the base, the uppermost among them. */
class KeptLayersTest {

  private static List<Integer> kept(int had, int wanted) {
    var layers = new KeptLayers(had, wanted);
    return IntStream.range(0, wanted).map(layers::ofBase).boxed().toList();
  }

  @Test
  void fewer_areSpreadEvenly_andTheUppermostStays() {
    assertThat(kept(6, 3)).containsExactly(1, 3, 5);
    assertThat(kept(6, 4)).containsExactly(0, 2, 3, 5);
    assertThat(kept(12, 1)).containsExactly(11);
    assertThat(kept(3, 3)).containsExactly(0, 1, 2);
  }

  @Test
  void weight_isCalledAsTheBaseCallsIt() {
    var layers = new KeptLayers(12, 2);
    assertThat(layers.ofBase("encoder.layer.1.output.dense.bias"))
        .isEqualTo("encoder.layer.11.output.dense.bias");
    assertThat(layers.ofBase("encoder.layer.0.output.dense.bias"))
        .isEqualTo("encoder.layer.5.output.dense.bias");
    assertThat(layers.ofBase("pooler.dense.bias")).isEqualTo("pooler.dense.bias");
  }

  @Test
  void moreThanTheBaseHas_isRefused() {
    assertThatThrownBy(() -> new KeptLayers(6, 7))
        .isInstanceOf(TrainingException.class)
        .hasMessage("layers must be from 1 to the 6 that the base has: 7");
  }
}
