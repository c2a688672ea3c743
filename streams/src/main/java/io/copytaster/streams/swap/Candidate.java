package io.copytaster.streams.swap;

import io.copytaster.model.batch.TokenBatch;
import io.copytaster.model.label.Prediction;
import io.copytaster.model.tokens.Tokens;
import io.copytaster.streams.slot.ServedModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A model that is not yet published, computing on the device between the batches of the one that
 * is. For the swapper's thread.
 */
final class Candidate {

  private static final int SHORTEST = 8;

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

  /** Computes one row and a batch of every bucket of lengths, doubling from the shortest on. */
  void warmUp() throws InterruptedException {
    int length = Math.min(SHORTEST, model.maxTokens());
    while (true) {
      Tokens row = ofLength(length);
      compute(List.of(new TokenBatch(List.of(row)), rows(row, slice.rows(length))));
      if (length == model.maxTokens()) {
        return;
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
    for (int from = 0, to; from < sorted.size(); from = to) {
      to = from + 1;
      while (to < sorted.size() && to - from < slice.rows(length(rows.get(sorted.get(to))))) {
        to++;
      }
      var batch = new ArrayList<Tokens>();
      for (int row : sorted.subList(from, to)) {
        Tokens tokens = rows.get(row);
        if (tokens != null) {
          batch.add(tokens);
        }
      }
      List<Prediction> predictions = compute(List.of(new TokenBatch(batch)));
      for (int i = 0; i < predictions.size(); i++) {
        answers.set(sorted.get(from + i), predictions.get(i));
      }
    }
    return answers;
  }

  private static int length(@Nullable Tokens row) {
    return row == null ? 0 : row.length();
  }

  /** Computes these in one slice of the device's time. */
  private List<Prediction> compute(List<TokenBatch> batches) throws InterruptedException {
    progress.requireWanted();
    long[] took = new long[1];
    List<Prediction> predictions =
        device.slice(
            () -> {
              long began = System.nanoTime();
              List<Prediction> computed =
                  batches.stream().flatMap(batch -> model.classify(batch).stream()).toList();
              took[0] = System.nanoTime() - began;
              return computed;
            });
    slice.computed(batches.stream().mapToInt(TokenBatch::paddedTokens).sum(), took[0]);
    return predictions;
  }

  private static TokenBatch rows(Tokens row, int count) {
    return new TokenBatch(Collections.nCopies(count, row));
  }

  /** The probe's word pieces, over and over. */
  private Tokens ofLength(int length) {
    Tokens probe = model.probe();
    var ids = new int[length];
    Arrays.setAll(ids, i -> probe.id(i % probe.length()));
    return new Tokens(ids, false);
  }
}
