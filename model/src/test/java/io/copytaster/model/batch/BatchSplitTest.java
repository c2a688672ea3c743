package io.copytaster.model.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.copytaster.model.tokens.Tokens;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/**
 * Every row is in one part, the parts are even, and what is computed of them comes back in order.
 */
class BatchSplitTest {

  @Test
  void rowsOfOneLength_areShared() {
    assertThat(widthsAndSizes(BatchSplit.of(batch(5, 5, 5, 5, 5), 2)))
        .containsExactly("5x3", "5x2");
  }

  @Test
  void likeStaysWithLike_soThatLittleIsPadding() {
    var split = BatchSplit.of(batch(10, 60, 10, 10, 10, 10, 10, 10), 2);
    assertThat(widthsAndSizes(split)).containsExactly("60x1", "10x7");
  }

  @Test
  void fewerRowsThanParts_goEachAlone() {
    assertThat(widthsAndSizes(BatchSplit.of(batch(3, 9), 4))).containsExactly("9x1", "3x1");
  }

  @Test
  void onePart_isTheWholeBatch() {
    assertThat(widthsAndSizes(BatchSplit.of(batch(3, 9, 4), 1))).containsExactly("9x3");
  }

  @RepeatedTest(200)
  void anyBatch_noPartComputesMoreThanAnEvenShareAndARow(RepetitionInfo repetition) {
    var random = new Random(repetition.getCurrentRepetition());
    int[] lengths = random.ints(1 + random.nextInt(60), 1, 130).toArray();
    int parts = 1 + random.nextInt(8);
    TokenBatch batch = batch(lengths);

    BatchSplit split = BatchSplit.of(batch, parts);

    assertThat(split.parts()).hasSizeLessThanOrEqualTo(parts);
    int most = split.parts().stream().mapToInt(TokenBatch::paddedTokens).max().getAsInt();
    assertThat(most).isLessThanOrEqualTo(batch.paddedTokens() / parts + batch.width());
    List<float[]> outputs =
        split.parts().stream().map(BatchSplitTest::lengthsAndTheirSquares).toList();
    assertThat(split.join(outputs)).containsExactly(lengthsAndTheirSquares(batch));
  }

  private static TokenBatch batch(int... lengths) {
    return new TokenBatch(
        Arrays.stream(lengths).mapToObj(length -> new Tokens(new int[length], false)).toList());
  }

  private static List<String> widthsAndSizes(BatchSplit split) {
    return split.parts().stream().map(part -> part.width() + "x" + part.size()).toList();
  }

  private static float[] lengthsAndTheirSquares(TokenBatch batch) {
    var numbers = new ArrayList<Float>();
    for (long length : batch.lengths()) {
      numbers.add((float) length);
      numbers.add((float) (length * length));
    }
    var output = new float[numbers.size()];
    IntStream.range(0, output.length).forEach(i -> output[i] = numbers.get(i));
    return output;
  }
}
