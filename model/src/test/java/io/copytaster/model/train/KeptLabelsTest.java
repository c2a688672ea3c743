package io.copytaster.model.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.copytaster.model.label.LabelSet;
import io.copytaster.model.network.WeightLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A classifier goes on with what it knows, in whatever order its labels come. */
class KeptLabelsTest {

  private static final LabelSet BASE = new LabelSet(List.of("Sea", "Sport"));
  private static final LabelSet MORE = new LabelSet(List.of("Science", "Sport", "Sea"));

  private static ByteBuffer floats(float... values) {
    var buffer = ByteBuffer.allocateDirect(values.length * Float.BYTES);
    buffer.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
    return buffer;
  }

  private static float[] values(ByteBuffer buffer) {
    var values = new float[buffer.remaining() / Float.BYTES];
    buffer.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return values;
  }

  @Test
  void addedLabel_keepsTheOthersRows_whereverTheyStand() {
    var kept = KeptLabels.of(MORE, BASE);
    var weight = floats(9, 9, 8, 8, 7, 7);
    kept.copy(floats(1, 2, 3, 4).asReadOnlyBuffer(), weight);
    assertThat(values(weight)).containsExactly(9, 9, 3, 4, 1, 2);
    var bias = floats(9, 8, 7);
    kept.copy(floats(1, 2), bias);
    assertThat(values(bias)).containsExactly(9, 2, 1);
    assertThat(kept.kept(MORE)).containsExactly("Sport", "Sea");
  }

  @Test
  void weightOfTheBase_hasARowForEachOfItsLabels() {
    var wanted = new WeightLayout.Entry("classifier.weight", List.of(3L, 16L));
    assertThat(KeptLabels.of(MORE, BASE).ofBase(wanted))
        .isEqualTo(new WeightLayout.Entry("classifier.weight", List.of(2L, 16L)));
  }

  @Test
  void sameLabels_areAllKept_otherOnesNone() {
    assertThat(KeptLabels.of(BASE, BASE).isAll()).isTrue();
    assertThat(KeptLabels.of(MORE, BASE).isAll()).isFalse();
    assertThat(KeptLabels.of(BASE, MORE).isAll()).as("fewer").isFalse();
    assertThat(KeptLabels.of(BASE, new LabelSet(List.of("x"))).isNone()).isTrue();
    assertThat(KeptLabels.none(BASE).isNone()).isTrue();
  }
}
