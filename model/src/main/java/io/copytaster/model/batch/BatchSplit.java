package io.copytaster.model.batch;

import io.copytaster.model.tokens.Tokens;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A batch cut by rows into parts that are computed side by side.
 *
 * <p>Rows of like length stay together, and the part with most to compute has as little as can be.
 */
public final class BatchSplit {

  private final TokenBatch batch;
  private final List<int[]> places;

  private BatchSplit(TokenBatch batch, List<int[]> places) {
    this.batch = batch;
    this.places = places;
  }

  /**
   * @param parts at most so many are made, at least 1
   */
  public static BatchSplit of(TokenBatch batch, int parts) {
    List<Tokens> rows = batch.rows();
    int[] longestFirst =
        IntStream.range(0, rows.size())
            .boxed()
            .sorted(Comparator.comparingInt(place -> -rows.get(place).length()))
            .mapToInt(Integer::intValue)
            .toArray();
    int[] lengths = IntStream.of(longestFirst).map(place -> rows.get(place).length()).toArray();
    int enough = batch.paddedTokens();
    for (int tooFew = 0; enough - tooFew > 1; ) {
      int middle = (tooFew + enough) >>> 1;
      if (cuts(lengths, middle).size() <= parts) {
        enough = middle;
      } else {
        tooFew = middle;
      }
    }
    var places = new ArrayList<int[]>();
    int from = 0;
    for (int to : cuts(lengths, enough)) {
      places.add(IntStream.range(from, to).map(i -> longestFirst[i]).toArray());
      from = to;
    }
    return new BatchSplit(batch, places);
  }

  /** Where parts end that have at most so many padded tokens, or one row. */
  private static List<Integer> cuts(int[] longestFirst, int paddedTokens) {
    var cuts = new ArrayList<Integer>();
    for (int from = 0, to; from < longestFirst.length; from = to) {
      to = Math.min(longestFirst.length, from + Math.max(1, paddedTokens / longestFirst[from]));
      cuts.add(to);
    }
    return cuts;
  }

  /** The parts, the longest rows first. */
  public List<TokenBatch> parts() {
    return places.stream()
        .map(part -> new TokenBatch(IntStream.of(part).mapToObj(batch.rows()::get).toList()))
        .toList();
  }

  /**
   * Puts what was computed of the parts in the order of the batch.
   *
   * @param outputs of each part in turn, row-major, equally many numbers for every row
   */
  public float[] join(List<float[]> outputs) {
    int width = outputs.get(0).length / places.get(0).length;
    var joined = new float[batch.size() * width];
    for (int part = 0; part < outputs.size(); part++) {
      int[] rows = places.get(part);
      for (int row = 0; row < rows.length; row++) {
        System.arraycopy(outputs.get(part), row * width, joined, rows[row] * width, width);
      }
    }
    return joined;
  }
}
