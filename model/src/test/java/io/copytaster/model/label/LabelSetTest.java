package io.copytaster.model.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Labels have an order, and no label stands twice. */
class LabelSetTest {

  @Test
  void order_isPartOfTheDigest() {
    var one = new LabelSet(List.of("World", "Sports"));
    assertThat(one.digest())
        .hasSize(12)
        .isEqualTo(new LabelSet(List.of("World", "Sports")).digest());
    assertThat(one.digest()).isNotEqualTo(new LabelSet(List.of("Sports", "World")).digest());
    assertThat(new LabelSet(List.of("ab", "c")).digest())
        .isNotEqualTo(new LabelSet(List.of("a", "bc")).digest());
  }

  @Test
  void index_isThatOfTheLogits() {
    var labels = new LabelSet(List.of("World", "Sports"));
    assertThat(labels.indexOf("Sports")).hasValue(1);
    assertThat(labels.indexOf("Weather")).isEmpty();
  }

  @Test
  void noneBlankOrTwice() {
    assertThatThrownBy(() -> new LabelSet(List.of())).hasMessageContaining("at least one");
    assertThatThrownBy(() -> new LabelSet(List.of("a", " "))).hasMessageContaining("blank");
    assertThatThrownBy(() -> new LabelSet(List.of("a", "b", "a"))).hasMessageContaining("'a'");
  }
}
