package io.copytaster.model.train;

import io.copytaster.model.batch.SortedBatches;
import io.copytaster.model.batch.TokenBatch;
import io.copytaster.model.tokens.Tokens;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Texts computed in batches of like length, so that little is padding, and given in their order.
 */
final class ByLength {

  /** Is told how many texts are done, after every batch. */
  @FunctionalInterface
  interface Progress {
    void done(int texts, int total);
  }

  /** What one batch may hold, padding included. */
  private static final int BATCH_TOKENS = 4096;

  private ByLength() {}

  /**
   * @param network a batch to shape (rows, width), row-major; of any width
   * @return shape (texts, width)
   */
  static float[][] compute(
      List<Tokens> texts, Function<TokenBatch, float[]> network, Progress progress) {
    var rows = new float[texts.size()][];
    int[] lengths = texts.stream().mapToInt(Tokens::length).toArray();
    int done = 0;
    for (int[] places : SortedBatches.of(lengths, BATCH_TOKENS)) {
      var batch = new TokenBatch(Arrays.stream(places).mapToObj(texts::get).toList());
      float[] all = network.apply(batch);
      int width = all.length / places.length;
      for (int row = 0; row < places.length; row++) {
        rows[places[row]] = Arrays.copyOfRange(all, row * width, (row + 1) * width);
      }
      done += places.length;
      progress.done(done, rows.length);
    }
    return rows;
  }
}
