package io.copytaster.model.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SortedBatchesTest {

  @Test
  void of_textsOfManyLengths_groupsTheLike() {
    assertThat(SortedBatches.of(new int[] {9, 3, 8, 2}, 18))
        .containsExactly(new int[] {3, 1}, new int[] {2, 0});
  }

  @Test
  void of_textLongerThanABatch_goesAlone() {
    assertThat(SortedBatches.of(new int[] {50, 1, 60}, 10))
        .containsExactly(new int[] {1}, new int[] {0}, new int[] {2});
  }

  @Test
  void of_noTexts_givesNoBatch() {
    assertThat(SortedBatches.of(new int[0], 10)).isEmpty();
  }

  @Test
  void of_anyLengths_keepsEveryTextOnceAndTheBudget() {
    for (long seed = 0; seed < 100; seed++) {
      int[] lengths = new Random(seed).ints(200, 1, 40).toArray();
      var batches = SortedBatches.of(lengths, 64);
      assertThat(batches.stream().flatMapToInt(Arrays::stream).sorted().toArray())
          .as("seed %d", seed)
          .isEqualTo(IntStream.range(0, 200).toArray());
      for (int[] batch : batches) {
        int longest = Arrays.stream(batch).map(text -> lengths[text]).max().orElseThrow();
        assertThat(longest * batch.length).as("seed %d", seed).isLessThanOrEqualTo(64);
      }
    }
  }
}
