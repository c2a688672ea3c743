package io.copytaster.model.classify;

import io.copytaster.model.batch.SortedBatches;
import io.copytaster.model.batch.TokenBatch;
import io.copytaster.model.checkpoint.Checkpoint;
import io.copytaster.model.checkpoint.Int8Calibration;
import io.copytaster.model.network.ActivationRanges;
import io.copytaster.model.network.Compute;
import io.copytaster.model.network.Network;
import io.copytaster.model.tokens.Tokenizer;
import io.copytaster.model.tokens.Tokens;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Finds out in fp32 what enters a checkpoint's linears, so that int8 need not look. */
public final class Calibrator {

  /** More articles than this widen the ranges, and so coarsen the steps, and tell little more. */
  public static final int ENOUGH = 512;

  private static final int BATCH_TOKENS = 2048;

  private Calibrator() {}

  /**
   * Computes articles, of which only the extremes of every linear's input are kept.
   *
   * @param texts such as the checkpoint is to label, at most {@link #ENOUGH} of which are read
   */
  public static Int8Calibration calibrate(Checkpoint checkpoint, List<String> texts)
      throws IOException {
    try (var tokenizer = Tokenizer.open(checkpoint.tokenizerFile(), checkpoint.maxTokens())) {
      var tokens = spread(texts).stream().map(tokenizer::encode).toList();
      return calibrate(checkpoint, tokens, tokenizer.encode(Classifier.PROBE));
    }
  }

  /**
   * As {@link #calibrate}.
   *
   * @param texts by the checkpoint's tokenizer
   */
  public static Int8Calibration calibrateTokens(Checkpoint checkpoint, List<Tokens> texts)
      throws IOException {
    try (var tokenizer = Tokenizer.open(checkpoint.tokenizerFile(), checkpoint.maxTokens())) {
      return calibrate(checkpoint, spread(texts), tokenizer.encode(Classifier.PROBE));
    }
  }

  /** As many as are enough, from the first to the last: files may be sorted. */
  private static <T> List<T> spread(List<T> texts) {
    int count = Math.min(ENOUGH, texts.size());
    return IntStream.range(0, count)
        .mapToObj(i -> texts.get((int) ((long) i * texts.size() / count)))
        .toList();
  }

  private static Int8Calibration calibrate(Checkpoint checkpoint, List<Tokens> rows, Tokens known)
      throws IOException {
    checkpoint.labels();
    try (var network = Network.load(checkpoint.config(), Compute.reference());
        var weights = checkpoint.weights();
        var prepared = network.prepare(weights.finite())) {
      var probe = new TokenBatch(List.of(known));
      ActivationRanges ranges = network.observe(probe, prepared);
      int[] lengths = rows.stream().mapToInt(Tokens::length).toArray();
      for (int[] places : SortedBatches.of(lengths, BATCH_TOKENS)) {
        var batch = new TokenBatch(Arrays.stream(places).mapToObj(rows::get).toList());
        ranges = ranges.and(network.observe(batch, prepared));
      }
      var logits = new ArrayList<Float>();
      for (float logit : network.forward(probe, prepared)) {
        logits.add(logit);
      }
      return new Int8Calibration(ranges, logits);
    }
  }
}
