package io.copytaster.model.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.copytaster.model.text.Article;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SplitTest {

  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.1, 0.5, 0.9})
  void byHash_manyKeys_holdsOutItsFraction(double fraction) {
    var split = Split.byHash(fraction);
    long heldOut = IntStream.range(0, 50_000).filter(i -> split.holdsOut("row-" + i)).count();
    assertThat(heldOut / 50_000.0).isCloseTo(fraction, within(0.01));
  }

  @Test
  void byHash_noneAndAll_areExact() {
    assertThat(IntStream.range(0, 1_000))
        .noneMatch(i -> Split.byHash(0).holdsOut("row-" + i))
        .allMatch(i -> Split.byHash(1).holdsOut("row-" + i));
  }

  @Test
  void holdsOut_sameWords_areOnTheSameSide() {
    var split = Split.byHash(0.5);
    for (int i = 0; i < 200; i++) {
      assertThat(split.holdsOut(new Article("Rates HELD " + i, "Bank\nwaits. ")))
          .isEqualTo(split.holdsOut(new Article("", "rates held " + i + "  bank waits.")));
    }
  }

  @Test
  void holdsOut_largerFraction_keepsWhatTheSmallerHeldOut() {
    assertThat(IntStream.range(0, 1_000).filter(i -> Split.byHash(0.1).holdsOut("row-" + i)))
        .allMatch(i -> Split.byHash(0.3).holdsOut("row-" + i));
  }

  /** A change of these would mix training and held-out rows of models that are compared. */
  @Test
  void holdsOut_sides_neverChange() {
    var split = Split.byHash(0.5);
    assertThat(IntStream.range(0, 12).filter(i -> split.holdsOut("row-" + i)))
        .containsExactly(0, 1, 2, 3, 4, 5, 7, 10, 11);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
  void byHash_impossibleFraction_saysValueAndLimits(double fraction) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Split.byHash(fraction))
        .withMessage("the held-out fraction must be between 0 and 1: " + fraction);
  }
}
