package io.copytaster.benchmarks.inference;

import io.copytaster.model.batch.SortedBatches;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** How articles are put into batches. */
@FunctionalInterface
interface Batching {

  /**
   * @param lengths of the articles, in tokens
   * @return the places of each batch's articles in {@code lengths}
   */
  List<int[]> of(int[] lengths);

  /** Sorted by length, so that hardly anything is padding. */
  static Batching sorted(int batchTokens) {
    return lengths -> SortedBatches.of(lengths, batchTokens);
  }

  /** As they come, so many at a time. */
  static Batching inOrder(int articles) {
    return lengths -> {
      var batches = new ArrayList<int[]>();
      for (int from = 0; from < lengths.length; from += articles) {
        batches.add(IntStream.range(from, Math.min(from + articles, lengths.length)).toArray());
      }
      return batches;
    };
  }
}
