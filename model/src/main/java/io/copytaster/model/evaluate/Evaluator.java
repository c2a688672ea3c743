package io.copytaster.model.evaluate;

import io.copytaster.model.batch.SortedBatches;
import io.copytaster.model.batch.TokenBatch;
import io.copytaster.model.classify.Classifier;
import io.copytaster.model.dataset.DatasetException;
import io.copytaster.model.label.Prediction;
import io.copytaster.model.tokens.Tokens;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Labelled articles through a classifier, to figures.
 *
 * <p>A window of articles is read, sorted by length and computed in batches; of each only the
 * logits are kept, and the text where it is among the most confident mistakes. For one thread.
 */
public final class Evaluator {

  /** How many mistakes are kept. */
  public static final int MISTAKES = 20;

  private static final int WINDOW = 4_096;

  private record Pending(EvaluationRow row, Tokens tokens, int index) {}

  private final Classifier classifier;
  private final int batchTokens;
  private final LongConsumer progress;
  private final List<float[]> logits = new ArrayList<>();
  private final List<Integer> expected = new ArrayList<>();
  private final ConfidentMistakes mistakes = new ConfidentMistakes(MISTAKES);

  private Evaluator(Classifier classifier, int batchTokens, LongConsumer progress) {
    this.classifier = classifier;
    this.batchTokens = batchTokens;
    this.progress = progress;
  }

  /**
   * Judges a classifier on every row, with its checkpoint's temperature.
   *
   * @param rows whose labels are the classifier's; read to their end
   * @param batchTokens what one batch may hold, padding included
   * @param progress told how many rows are done, after every batch
   * @throws DatasetException if a row is bad, or there is none
   */
  public static CheckpointResult evaluate(
      Classifier classifier, EvaluationRows rows, int batchTokens, LongConsumer progress) {
    return new Evaluator(classifier, batchTokens, progress).evaluate(rows);
  }

  private CheckpointResult evaluate(EvaluationRows rows) {
    long done = 0;
    while (rows.hasNext()) {
      var window = new ArrayList<Pending>();
      while (window.size() < WINDOW && rows.hasNext()) {
        EvaluationRow row = rows.next();
        window.add(new Pending(row, classifier.tokenize(row.text()), expected.size()));
        expected.add(row.label());
        logits.add(new float[0]); // its place, until its batch is computed
      }
      int[] lengths = window.stream().mapToInt(pending -> pending.tokens().length()).toArray();
      for (int[] places : SortedBatches.of(lengths, batchTokens)) {
        compute(Arrays.stream(places).mapToObj(window::get).toList());
        done += places.length;
        progress.accept(done);
      }
    }
    RowsRead read = rows.read();
    if (read.rows() == 0) {
      throw DatasetException.noRows(
          "there is no labelled article to judge, and %,d bad rows were skipped"
              .formatted(read.skipped()));
    }
    return result(read);
  }

  private void compute(List<Pending> batch) {
    List<Prediction> predictions =
        classifier.classify(new TokenBatch(batch.stream().map(Pending::tokens).toList()));
    for (int i = 0; i < batch.size(); i++) {
      EvaluationRow row = batch.get(i).row();
      Prediction prediction = predictions.get(i);
      logits.set(batch.get(i).index(), logits(prediction));
      String truth = classifier.labels().name(row.label());
      if (!prediction.label().equals(truth)) {
        mistakes.add(mistake(row, truth, prediction), batch.get(i).index());
      }
    }
  }

  private static Mistake mistake(EvaluationRow row, String truth, Prediction prediction) {
    return new Mistake(
        row.id(), Mistake.excerpt(row.text()), truth, prediction.label(), prediction.score());
  }

  private static float[] logits(Prediction prediction) {
    var logits = new float[prediction.labels().size()];
    for (int label = 0; label < logits.length; label++) {
      logits[label] = prediction.logit(label);
    }
    return logits;
  }

  private CheckpointResult result(RowsRead read) {
    var outcomes =
        Outcomes.of(
            classifier.labels(),
            expected.stream().mapToInt(Integer::intValue).toArray(),
            logits.toArray(float[][]::new),
            classifier.temperature());
    return new CheckpointResult(
        classifier.model(),
        classifier.taxonomy(),
        classifier.temperature(),
        read,
        Evaluation.of(outcomes),
        mistakes.list(),
        Correctness.of(outcomes));
  }
}
