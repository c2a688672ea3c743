package io.copytaster.model.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** The index against figures worked out by hand. */
class PopulationStabilityTest {

  @Test
  void index_largeCounts_isTheTextbooksFigure() {
    // (0.5 - 0.2) ln(0.5 / 0.2) + (0.5 - 0.8) ln(0.5 / 0.8) = 0.27489 + 0.14100
    var expected = Map.of("a", 2_000_000_000L, "b", 8_000_000_000L);
    var actual = Map.of("a", 5_000_000_000L, "b", 5_000_000_000L);
    assertThat(PopulationStability.index(expected, actual)).isCloseTo(0.41589, within(1e-5));
  }

  @Test
  void index_emptyBin_isSmoothedByHalfACount() {
    // e = (9.5, 0.5) / 10, a = (4.5, 5.5) / 10: 0.5 ln(0.95 / 0.45) + 0.5 ln(0.55 / 0.05)
    var expected = Map.of("a", 9L);
    var actual = Map.of("a", 4L, "b", 5L);
    assertThat(PopulationStability.index(expected, actual)).isCloseTo(1.57255, within(1e-5));
  }

  @Test
  void index_sameShares_isZero_andSymmetricOtherwise() {
    var few = Map.of("a", 300L, "b", 700L);
    var many = Map.of("a", 100L, "b", 900L);
    assertThat(PopulationStability.index(few, few)).isZero();
    assertThat(PopulationStability.index(few, many))
        .isEqualTo(PopulationStability.index(many, few));
    assertThat(PopulationStability.index(Map.of(), Map.of())).isZero();
  }
}
