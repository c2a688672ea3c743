package io.copytaster.model.train;

import io.copytaster.model.checkpoint.CheckpointDraft;
import io.copytaster.model.network.Compute;
import io.copytaster.model.network.TrainingLoss;
import io.copytaster.model.network.TrainingStep;
import io.copytaster.model.tensors.Tensor;
import io.copytaster.model.tokens.Tokens;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A linear head over a frozen encoder, whose vectors are computed once, before the first step. */
final class HeadLearner implements Learner {

  private final TrainingPlan plan;
  private final StartingPoint start;
  private final float[][] training;
  private final float[][] validation;
  private final SoftmaxRegression regression;

  private HeadLearner(
      TrainingPlan plan, StartingPoint start, float[][] training, float[][] validation) {
    this.plan = plan;
    this.start = start;
    this.training = training;
    this.validation = validation;
    this.regression = new SoftmaxRegression(plan.labels().size(), start.network().hiddenSize());
  }

  /** Computes the vector of every row. */
  static HeadLearner open(
      TrainingPlan plan,
      StartingPoint start,
      TrainingSet set,
      Compute compute,
      ByLength.Progress progress)
      throws IOException {
    List<Tokens> texts = new ArrayList<>(set.training().texts());
    texts.addAll(set.validation().texts());
    try (var weights = start.source().open();
        var encoder = new FrozenEncoder(start.network(), weights, compute)) {
      float[][] vectors = encoder.encode(texts, progress);
      int learned = set.training().size();
      return new HeadLearner(
          plan,
          start,
          Arrays.copyOf(vectors, learned),
          Arrays.copyOfRange(vectors, learned, vectors.length));
    }
  }

  @Override
  public TrainingLoss step(int[] rows, float[] targets, TrainingStep how) {
    var vectors = new float[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      vectors[i] = training[rows[i]];
    }
    return regression.step(vectors, targets, how);
  }

  @Override
  public float[][] answers() {
    var logits = new float[validation.length][];
    for (int row = 0; row < validation.length; row++) {
      logits[row] = regression.head().logits(validation[row]);
    }
    return logits;
  }

  @Override
  public Map<String, Tensor> learned() {
    return regression.head().tensors();
  }

  @Override
  public CheckpointDraft draft(Map<String, Tensor> learned, double temperature) {
    return CheckpointDrafts.head(plan, start, learned, temperature);
  }

  @Override
  public Map<String, Tensor> state() {
    return regression.state();
  }

  @Override
  public void restore(Map<String, Tensor> state) {
    regression.restore(state);
  }

  @Override
  public void close() {}
}
