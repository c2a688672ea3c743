package io.copytaster.model.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An epoch is every row once, in another order each time, with little padding. */
class EpochBatchesTest {

  private static final long SEED = 11;

  @ParameterizedTest
  @CsvSource({"1, 32", "31, 32", "32, 32", "33, 32", "3200, 32", "3201, 32", "10007, 16"})
  void everyRow_isThereOnce(int rows, int batch) {
    List<int[]> batches = EpochBatches.of(lengths(rows), batch, SEED, 0);
    assertThat(batches).hasSize(EpochBatches.count(rows, batch));
    assertThat(batches).allMatch(each -> each.length >= 1 && each.length <= batch);
    assertThat(batches.stream().flatMapToInt(Arrays::stream).sorted().toArray())
        .isEqualTo(IntStream.range(0, rows).toArray());
  }

  @Test
  void padding_isUnderFivePercent_onLengthsLikeNews() {
    int[] lengths = lengths(20_000);
    long padded = 0;
    long own = 0;
    for (int[] batch : EpochBatches.of(lengths, 32, SEED, 0)) {
      padded += (long) batch.length * Arrays.stream(batch).map(row -> lengths[row]).max().orElse(0);
      own += Arrays.stream(batch).map(row -> lengths[row]).sum();
    }
    assertThat(1 - (double) own / padded).as("padding, seed %d", SEED).isLessThan(0.05);
  }

  @Test
  void sameSeedAndEpoch_sameOrder() {
    assertThat(flat(SEED, 3)).isEqualTo(flat(SEED, 3));
  }

  @Test
  void otherEpochOrSeed_otherOrder() {
    assertThat(flat(SEED, 1)).isNotEqualTo(flat(SEED, 0));
    assertThat(flat(SEED + 1, 0)).isNotEqualTo(flat(SEED, 0));
  }

  @Test
  void lengths_doNotComeInOrder() {
    int[] lengths = lengths(3_200);
    int[] longest =
        EpochBatches.of(lengths, 32, SEED, 0).stream()
            .mapToInt(batch -> lengths[batch[0]])
            .toArray();
    assertThat(longest).isNotEqualTo(Arrays.stream(longest).sorted().toArray());
  }

  private static int[] flat(long seed, int epoch) {
    return EpochBatches.of(lengths(1_000), 32, seed, epoch).stream()
        .flatMapToInt(Arrays::stream)
        .toArray();
  }

  /** Around 50 tokens, with a long tail, cut at 128. */
  private static int[] lengths(int rows) {
    var random = new Random(SEED);
    return IntStream.range(0, rows)
        .map(row -> (int) Math.min(128, Math.max(4, 48 * Math.exp(0.35 * random.nextGaussian()))))
        .toArray();
  }
}
