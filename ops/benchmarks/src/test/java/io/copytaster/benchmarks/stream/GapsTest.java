package io.copytaster.benchmarks.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** A gap is between neighbours in time, in whatever order labels were read. */
class GapsTest {

  @Test
  void labelsOfTwoPartitions_gapsBetweenNeighbours() {
    var gaps = Gaps.between(List.of(100L, 100L, 700L, 300L, 300L, 200L));
    assertThat(gaps.p50()).isCloseTo(100, within());
    assertThat(gaps.max()).isCloseTo(400, within());
  }

  @Test
  void oneMoment_hasNoGap() {
    assertThatIllegalArgumentException().isThrownBy(() -> Gaps.between(List.of(5L, 5L)));
  }

  /** What the recorder rounds off. */
  private static Percentage within() {
    return Percentage.withPercentage(0.1);
  }
}
