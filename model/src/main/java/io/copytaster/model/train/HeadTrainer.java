package io.copytaster.model.train;

import io.copytaster.model.checkpoint.Checkpoint;
import io.copytaster.model.checkpoint.Encoders;
import io.copytaster.model.dataset.LabeledText;
import io.copytaster.model.dataset.Split;
import io.copytaster.model.network.Compute;
import io.copytaster.model.tokens.Tokens;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Trains a linear head over a frozen encoder, whose vectors are computed once.
 *
 * <p>Which rows are held out is decided by a hash of their words, so that no copy of an article is
 * on both sides.
 */
public final class HeadTrainer {

  private HeadTrainer() {}

  /**
   * What came of it.
   *
   * @param trained rows trained on
   * @param heldOut rows measured on
   * @param accuracy share of the held-out rows that get their label
   */
  public record Result(Path directory, int trained, int heldOut, double accuracy) {}

  /**
   * Trains and writes the checkpoint into {@code directory}.
   *
   * @param rows with labels of the plan's
   * @param progress told how many rows are encoded
   * @throws IllegalArgumentException if a row's label is none of the plan's
   */
  public static Result train(
      HeadPlan plan,
      Iterator<LabeledText> rows,
      Path directory,
      Encoders encoders,
      Compute compute,
      IntConsumer progress)
      throws IOException {
    var texts = new ArrayList<Tokens>();
    var labels = new ArrayList<Integer>();
    var heldOut = new ArrayList<Boolean>();
    var split = Split.byHash(plan.heldOut());
    List<float[]> vectors;
    Checkpoint base = Checkpoint.open(encoders.directory(plan.base()), encoders);
    try (var encoder = new FrozenEncoder(base, compute, plan.maxTokens())) {
      while (rows.hasNext()) {
        LabeledText row = rows.next();
        texts.add(encoder.tokenize(row.article().text()));
        labels.add(label(plan, row));
        heldOut.add(split.holdsOut(row.article()));
      }
      vectors = encoder.encode(texts, progress);
    }
    var training = new ArrayList<float[]>();
    var trainingLabels = new ArrayList<Integer>();
    for (int i = 0; i < vectors.size(); i++) {
      if (!heldOut.get(i)) {
        training.add(vectors.get(i));
        trainingLabels.add(labels.get(i));
      }
    }
    LinearHead head =
        SoftmaxRegression.withSeed(plan.seed())
            .fit(
                training,
                trainingLabels.stream().mapToInt(Integer::intValue).toArray(),
                plan.labels().size());
    HeadCheckpoint.write(directory, plan, base.config(), head);
    return measure(directory, head, vectors, labels, heldOut);
  }

  private static int label(HeadPlan plan, LabeledText row) {
    String name = row.label();
    if (name == null) {
      throw new IllegalArgumentException("article '" + row.id() + "' has no label");
    }
    return plan.labels()
        .indexOf(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "article '%s' has the label '%s', which is none of %s"
                        .formatted(row.id(), name, plan.labels().names())));
  }

  private static Result measure(
      Path directory,
      LinearHead head,
      List<float[]> vectors,
      List<Integer> labels,
      List<Boolean> heldOut) {
    int measured = 0;
    int right = 0;
    for (int i = 0; i < vectors.size(); i++) {
      if (heldOut.get(i)) {
        measured++;
        right += head.predict(vectors.get(i)) == labels.get(i) ? 1 : 0;
      }
    }
    return new Result(
        directory,
        vectors.size() - measured,
        measured,
        measured == 0 ? Double.NaN : (double) right / measured);
  }
}
