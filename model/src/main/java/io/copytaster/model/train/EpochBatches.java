package io.copytaster.model.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * The order of one epoch: shuffled rows in batches of like length, so that little is padding.
 *
 * <p>Rows are shuffled, cut into windows of many batches, sorted by length inside a window and cut
 * into batches, which are shuffled again: every epoch puts other rows together.
 */
final class EpochBatches {

  private static final int BATCHES_IN_A_WINDOW = 100;

  private EpochBatches() {}

  /**
   * @param lengths of the rows, in tokens
   * @param batch rows in each but the last of a window
   * @return the rows of each batch, every row once
   */
  static List<int[]> of(int[] lengths, int batch, long seed, int epoch) {
    var random = new Random(seed * 1_000_003 + epoch);
    var rows = new ArrayList<Integer>(lengths.length);
    for (int row = 0; row < lengths.length; row++) {
      rows.add(row);
    }
    Collections.shuffle(rows, random);
    var batches = new ArrayList<int[]>();
    int window = batch * BATCHES_IN_A_WINDOW;
    for (int from = 0; from < rows.size(); from += window) {
      List<Integer> some = rows.subList(from, Math.min(from + window, rows.size()));
      some.sort(Comparator.comparingInt(row -> lengths[row]));
      int[] sorted = some.stream().mapToInt(Integer::intValue).toArray();
      for (int i = 0; i < sorted.length; i += batch) {
        batches.add(Arrays.copyOfRange(sorted, i, Math.min(i + batch, sorted.length)));
      }
    }
    Collections.shuffle(batches, random);
    return batches;
  }

  /** Steps in an epoch of so many rows. */
  static int count(int rows, int batch) {
    int window = batch * BATCHES_IN_A_WINDOW;
    return rows / window * BATCHES_IN_A_WINDOW + (rows % window + batch - 1) / batch;
  }
}
