package io.copytaster.streams.demo;

import java.util.Arrays;
import java.util.BitSet;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Who came back: every article sent is counted by its number, once as labelled or once as a dead
 * letter.
 *
 * <p>Not thread-safe.
 */
final class Tally {

  private final BitSet seen = new BitSet();
  private long[] latencies = new long[1024];
  private int labelled;
  private int deadLettered;
  private int duplicates;
  private int judged;
  private int right;

  /**
   * Counts a labelled record.
   *
   * @param number of the article, from 0
   * @param latencyMillis from the record's timestamp until it could be read
   * @param expected the label people gave, if any
   */
  void labelled(int number, long latencyMillis, String label, @Nullable String expected) {
    if (isRepeated(number)) {
      return;
    }
    if (labelled == latencies.length) {
      latencies = Arrays.copyOf(latencies, 2 * labelled);
    }
    latencies[labelled++] = latencyMillis;
    if (expected != null) {
      judged++;
      right += expected.equals(label) ? 1 : 0;
    }
  }

  /** Counts a dead letter. */
  void deadLettered(int number) {
    if (!isRepeated(number)) {
      deadLettered++;
    }
  }

  private boolean isRepeated(int number) {
    if (seen.get(number)) {
      duplicates++;
      return true;
    }
    seen.set(number);
    return false;
  }

  int labelled() {
    return labelled;
  }

  int deadLettered() {
    return deadLettered;
  }

  int duplicates() {
    return duplicates;
  }

  /** How many different articles have come back. */
  int accountedFor() {
    return seen.cardinality();
  }

  /** Share of the articles with a known label that got it; empty if none has one. */
  OptionalDouble accuracy() {
    return judged == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) right / judged);
  }

  /**
   * The latency that this share of the labelled articles does not exceed (nearest rank).
   *
   * @param share above 0, at most 1
   */
  long latencyMillis(double share) {
    if (labelled == 0) {
      return 0;
    }
    long[] sorted = Arrays.copyOf(latencies, labelled);
    Arrays.sort(sorted);
    return sorted[(int) Math.ceil(share * labelled) - 1];
  }
}
