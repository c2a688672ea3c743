package io.copytaster.streams.swap;

import io.copytaster.model.batch.TokenBatch;
import io.copytaster.model.label.Prediction;
import io.copytaster.model.tokens.Tokens;
import io.copytaster.streams.slot.ServedModel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A model that is not yet published, computing on the device between the batches of the one that
 * is. For the swapper's thread.
 */
final class Candidate {

  private static final int SHORTEST = 8;

  /** Rows of the batches that warm up. */
  private static final int FEW = 4;

  private final ServedModel model;
  private final DeviceTime device;
  private final Progress progress;
  private final SliceSize slice;

  /**
   * @param batchTokens padded tokens of an ordinary batch
   */
  Candidate(ServedModel model, DeviceTime device, Progress progress, int batchTokens) {
    this.model = model;
    this.device = device;
    this.progress = progress;
    this.slice = new SliceSize(batchTokens);
  }

  /** Computes one row, then a few, of every bucket of lengths, doubling from the shortest on. */
  void warmUp() throws InterruptedException {
    compute(ofEveryLength(1));
    compute(ofEveryLength(FEW));
  }

  private List<TokenBatch> ofEveryLength(int rows) {
    var batches = new ArrayList<TokenBatch>();
    int length = Math.min(SHORTEST, model.maxTokens());
    while (true) {
      Tokens row = ofLength(length);
      batches.add(new TokenBatch(Collections.nCopies(Math.min(rows, slice.rows(length)), row)));
      if (length == model.maxTokens()) {
        return batches;
      }
      length = Math.min(2 * length, model.maxTokens());
    }
  }

  /** What the model says of each of these, in their order; null for those that are null. */
  List<@Nullable Prediction> answers(List<@Nullable Tokens> rows) throws InterruptedException {
    var answers = new ArrayList<@Nullable Prediction>(Collections.nCopies(rows.size(), null));
    List<Integer> sorted =
        IntStream.range(0, rows.size())
            .boxed()
            .filter(row -> rows.get(row) != null)
            .sorted(Comparator.comparingInt(row -> length(rows.get(row))))
            .toList();
    var batches = new ArrayList<TokenBatch>();
    for (int from = 0, to; from < sorted.size(); from = to) {
      to = from + 1;
      while (to < sorted.size() && to - from < slice.rows(length(rows.get(sorted.get(to))))) {
        to++;
      }
      batches.add(
          new TokenBatch(
              sorted.subList(from, to).stream().map(rows::get).filter(Objects::nonNull).toList()));
    }
    List<Prediction> predictions = compute(batches);
    for (int i = 0; i < predictions.size(); i++) {
      answers.set(sorted.get(i), predictions.get(i));
    }
    return answers;
  }

  private static int length(@Nullable Tokens row) {
    return row == null ? 0 : row.length();
  }

  /** What the model says of every row, in as few slices of the device's time as may be. */
  private List<Prediction> compute(List<TokenBatch> batches) throws InterruptedException {
    var predictions = new ArrayList<Prediction>();
    var left = new ArrayDeque<>(batches);
    while (!left.isEmpty()) {
      progress.requireWanted();
      predictions.addAll(device.slice(() -> computeSome(left)));
    }
    return predictions;
  }

  /** Takes at least one batch. */
  private List<Prediction> computeSome(Queue<TokenBatch> left) {
    var predictions = new ArrayList<Prediction>();
    long began = System.nanoTime();
    long now = began;
    do {
      TokenBatch batch = left.remove();
      predictions.addAll(model.classify(batch));
      long computed = System.nanoTime();
      slice.computed(batch.paddedTokens(), computed - now);
      now = computed;
    } while (!left.isEmpty() && slice.admits(now - began, left.element().paddedTokens()));
    return predictions;
  }

  /** The probe's word pieces, over and over. */
  private Tokens ofLength(int length) {
    Tokens probe = model.probe();
    var ids = new int[length];
    Arrays.setAll(ids, i -> probe.id(i % probe.length()));
    return new Tokens(ids, false);
  }
}
