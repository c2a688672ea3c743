package io.copytaster.model.train;

import io.copytaster.model.batch.TokenBatch;
import io.copytaster.model.tokens.Tokens;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

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
    int[] order =
        IntStream.range(0, texts.size())
            .boxed()
            .sorted(Comparator.comparingInt(row -> texts.get(row).length()))
            .mapToInt(Integer::intValue)
            .toArray();
    for (int from = 0, to; from < order.length; from = to) {
      to = from + 1;
      while (to < order.length && texts.get(order[to]).length() * (to + 1 - from) <= BATCH_TOKENS) {
        to++;
      }
      var batch = new ArrayList<Tokens>();
      for (int i = from; i < to; i++) {
        batch.add(texts.get(order[i]));
      }
      float[] all = network.apply(new TokenBatch(batch));
      int width = all.length / batch.size();
      for (int i = from; i < to; i++) {
        rows[order[i]] = Arrays.copyOfRange(all, (i - from) * width, (i - from + 1) * width);
      }
      progress.done(to, order.length);
    }
    return rows;
  }
}
