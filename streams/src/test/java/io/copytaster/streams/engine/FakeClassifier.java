package io.copytaster.streams.engine;

import io.copytaster.model.batch.TokenBatch;
import io.copytaster.model.classify.BatchClassifier;
import io.copytaster.model.label.LabelSet;
import io.copytaster.model.label.Prediction;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Answers with the article's first id as its logit, so that a mix-up shows; fails on demand. */
public final class FakeClassifier implements BatchClassifier {

  public static final LabelSet LABELS = new LabelSet(List.of("World", "Sports"));

  private final Consumer<long[]> before;
  private final List<Integer> sizes = new CopyOnWriteArrayList<>();

  /**
   * @param before called with the first id of each row before a batch is computed; what it throws
   *     is the device's failure
   */
  public FakeClassifier(Consumer<long[]> before) {
    this.before = before;
  }

  /** A healthy device. */
  public static FakeClassifier healthy() {
    return new FakeClassifier(firstIds -> {});
  }

  /** Fails on every batch that holds an article with one of these ids. */
  public static FakeClassifier poisonedBy(Long... ids) {
    var poison = List.of(ids);
    return new FakeClassifier(
        firstIds -> {
          for (long id : firstIds) {
            if (poison.contains(id)) {
              throw new IllegalStateException("poison " + id);
            }
          }
        });
  }

  public static long logitOf(Labelling labelling) {
    return (long) labelling.prediction().logit(0);
  }

  /** Rows of every batch that was asked for, in order. */
  public List<Integer> sizes() {
    return sizes;
  }

  @Override
  public String model() {
    return "fake";
  }

  @Override
  public String taxonomy() {
    return "fake/1";
  }

  @Override
  public List<Prediction> classify(TokenBatch batch) {
    sizes.add(batch.size());
    long[] ids = batch.ids();
    var firstIds = new long[batch.size()];
    for (int row = 0; row < firstIds.length; row++) {
      firstIds[row] = ids[row * batch.width()];
    }
    before.accept(firstIds);
    var predictions = new ArrayList<Prediction>();
    for (long id : firstIds) {
      predictions.add(Prediction.ofLogits(LABELS, new float[] {id, 0}, 1));
    }
    return predictions;
  }
}
