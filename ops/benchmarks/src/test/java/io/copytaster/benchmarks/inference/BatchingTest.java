package io.copytaster.benchmarks.inference;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Every article is in one batch, whoever cuts them. */
class BatchingTest {

  private static final int[] LENGTHS = {9, 3, 7, 3, 5};

  @Test
  void inOrder_lastBatchShort_keepsTheOrder() {
    assertThat(Batching.inOrder(2).of(LENGTHS))
        .containsExactly(new int[] {0, 1}, new int[] {2, 3}, new int[] {4});
  }

  @Test
  void sorted_keepsNeighboursInLengthTogether() {
    assertThat(Batching.sorted(10).of(LENGTHS))
        .containsExactly(new int[] {1, 3}, new int[] {4}, new int[] {2}, new int[] {0});
  }
}
