package io.copytaster.model.batch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Cuts texts into batches of like length, the shortest first, so that little is padding. */
public final class SortedBatches {

  private SortedBatches() {}

  /**
   * Every text is in one batch; one that is longer than a batch may be goes alone.
   *
   * @param lengths of the texts, in tokens
   * @param batchTokens what one batch may hold, padding included
   * @return the places of each batch's texts in {@code lengths}, the longest last
   */
  public static List<int[]> of(int[] lengths, int batchTokens) {
    int[] order =
        IntStream.range(0, lengths.length)
            .boxed()
            .sorted(Comparator.comparingInt(text -> lengths[text]))
            .mapToInt(Integer::intValue)
            .toArray();
    var batches = new ArrayList<int[]>();
    for (int from = 0, to; from < order.length; from = to) {
      to = from + 1;
      while (to < order.length && (long) lengths[order[to]] * (to + 1 - from) <= batchTokens) {
        to++;
      }
      batches.add(IntStream.range(from, to).map(place -> order[place]).toArray());
    }
    return batches;
  }
}
