package io.copytaster.benchmarks.training;

import io.copytaster.model.batch.TokenBatch;
import io.copytaster.model.dataset.ArticleReader;
import io.copytaster.model.dataset.LabeledText;
import io.copytaster.model.label.LabelSet;
import io.copytaster.model.tokens.Tokenizer;
import io.copytaster.model.tokens.Tokens;
import io.copytaster.model.train.TrainingSession;
import java.util.ArrayList;
import java.util.List;

/**
 * What every contender learns from: the same batches in the same order, cut as the trainer cuts
 * them.
 *
 * @param labels what the rows are labelled with
 * @param expected the label of each row of each batch
 * @param padding share of an epoch's computed tokens that are nobody's
 */
record Workload(
    LabelSet labels, List<TokenBatch> batches, List<List<Integer>> expected, double padding) {

  private static final long SEED = 1;

  /** As many as the trainer sorts by length at a time, four times over. */
  private static final int ROWS_PER_ARTICLE_OF_A_BATCH = 400;

  /**
   * @param articles the rows; too few for the trainer's bucketing are repeated, as a second epoch
   *     would
   * @param steps how many batches are wanted
   */
  static Workload of(ArticleReader articles, Tokenizer tokenizer, int batch, int steps) {
    int wanted = batch * Math.max(ROWS_PER_ARTICLE_OF_A_BATCH, steps);
    var names = new ArrayList<String>();
    var rows = new ArrayList<Tokens>();
    while (rows.size() < wanted && articles.hasNext()) {
      LabeledText row = articles.next();
      if (row.label() == null) {
        throw new IllegalArgumentException("article '" + row.id() + "' has no label");
      }
      names.add(row.label());
      rows.add(tokenizer.encode(row.article().text()));
    }
    int own = rows.size();
    for (int i = 0; rows.size() < wanted; i++) {
      names.add(names.get(i % own));
      rows.add(rows.get(i % own));
    }
    return of(rows, names, batch, steps);
  }

  private static Workload of(List<Tokens> rows, List<String> names, int batch, int steps) {
    var labels = new LabelSet(names.stream().distinct().sorted().toList());
    int[] lengths = rows.stream().mapToInt(Tokens::length).toArray();
    var batches = new ArrayList<TokenBatch>();
    var expected = new ArrayList<List<Integer>>();
    long computed = 0;
    long asked = 0;
    for (int[] chosen : TrainingSession.batches(lengths, batch, SEED)) {
      var cut = new ArrayList<Tokens>();
      var indexes = new ArrayList<Integer>();
      for (int row : chosen) {
        cut.add(rows.get(row));
        indexes.add(labels.indexOf(names.get(row)).orElseThrow());
      }
      var tokens = new TokenBatch(cut);
      computed += tokens.paddedTokens();
      asked += tokens.tokens();
      if (batches.size() < steps) {
        batches.add(tokens);
        expected.add(List.copyOf(indexes));
      }
    }
    double padding = 1 - (double) asked / computed;
    return new Workload(labels, List.copyOf(batches), List.copyOf(expected), padding);
  }

  /** Articles in the first batches, so many of them. */
  long articles(int steps) {
    return batches.subList(0, steps).stream().mapToLong(TokenBatch::size).sum();
  }

  /** Their own tokens, without padding. */
  long tokens(int steps) {
    return batches.subList(0, steps).stream().mapToLong(TokenBatch::tokens).sum();
  }

  /** Row-major, shape (articles, labels): 1 where the row has the label. */
  float[] targets(int batch) {
    List<Integer> rows = expected.get(batch);
    var targets = new float[rows.size() * labels.size()];
    for (int row = 0; row < rows.size(); row++) {
      targets[row * labels.size() + rows.get(row)] = 1;
    }
    return targets;
  }
}
