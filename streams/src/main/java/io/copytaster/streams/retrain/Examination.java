package io.copytaster.streams.retrain;

import io.copytaster.model.batch.TokenBatch;
import io.copytaster.model.classify.Classifier;
import io.copytaster.model.dataset.LabeledText;
import io.copytaster.model.gate.PairedAnswers;
import io.copytaster.model.label.Prediction;
import io.copytaster.model.tokens.Tokens;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Champion and candidate side by side: the same rows in the same batches, in turn, so that neither
 * has the quieter machine. For one thread.
 */
final class Examination {

  private static final int MOST_ROWS = 64;
  private static final double NANOS_PER_MICRO = 1e3;

  /**
   * What came of it, in the rows' order.
   *
   * @param tokens of every row as the candidate reads it
   * @param candidate its predictions
   * @param championMicros time for a row, in microseconds; 0 without rows
   * @param candidateMicros the candidate's
   */
  record Result(
      List<LabeledText> rows,
      List<Tokens> tokens,
      List<Prediction> champion,
      List<Prediction> candidate,
      double championMicros,
      double candidateMicros) {

    PairedAnswers answers() {
      return new PairedAnswers(
          rows.stream().map(row -> String.valueOf(row.label())).toList(),
          champion.stream().map(Prediction::label).toList(),
          candidate.stream().map(Prediction::label).toList());
    }
  }

  private final Classifier champion;
  private final Classifier candidate;
  private final int batchTokens;
  private long championNanos;
  private long candidateNanos;

  /**
   * @param batchTokens what one batch may hold, padding included
   */
  Examination(Classifier champion, Classifier candidate, int batchTokens) {
    this.champion = champion;
    this.candidate = candidate;
    this.batchTokens = batchTokens;
    champion.warmUp(batchTokens);
    candidate.warmUp(batchTokens);
  }

  Result of(List<LabeledText> rows) {
    championNanos = 0;
    candidateNanos = 0;
    List<Tokens> known = rows.stream().map(row -> champion.tokenize(text(row))).toList();
    List<Tokens> read = rows.stream().map(row -> candidate.tokenize(text(row))).toList();
    var first = new Prediction[rows.size()];
    var second = new Prediction[rows.size()];
    List<Integer> order =
        IntStream.range(0, rows.size())
            .boxed()
            .sorted(Comparator.comparingInt(row -> read.get(row).length()))
            .toList();
    boolean championFirst = true;
    for (int from = 0, to; from < order.size(); from = to) {
      to = end(order, read, from);
      List<Integer> batch = order.subList(from, to);
      if (championFirst) {
        championNanos += answer(champion, known, batch, first);
      }
      candidateNanos += answer(candidate, read, batch, second);
      if (!championFirst) {
        championNanos += answer(champion, known, batch, first);
      }
      championFirst = !championFirst;
    }
    double divisor = Math.max(1, rows.size()) * NANOS_PER_MICRO;
    return new Result(
        rows,
        read,
        Arrays.asList(first),
        Arrays.asList(second),
        championNanos / divisor,
        candidateNanos / divisor);
  }

  private int end(List<Integer> order, List<Tokens> tokens, int from) {
    int to = from + 1;
    while (to < order.size()
        && to - from < MOST_ROWS
        && (long) tokens.get(order.get(to)).length() * (to + 1 - from) <= batchTokens) {
      to++;
    }
    return to;
  }

  /** Gives the nanoseconds that it took. */
  private static long answer(
      Classifier classifier, List<Tokens> tokens, List<Integer> rows, Prediction[] answers) {
    var batch = new ArrayList<Tokens>();
    rows.forEach(row -> batch.add(tokens.get(row)));
    long start = System.nanoTime();
    List<Prediction> predictions = classifier.classify(new TokenBatch(batch));
    long took = System.nanoTime() - start;
    for (int i = 0; i < rows.size(); i++) {
      answers[rows.get(i)] = predictions.get(i);
    }
    return took;
  }

  private static String text(LabeledText row) {
    return row.article().text();
  }
}
