package io.copytaster.model.train;

import io.copytaster.model.batch.TokenBatch;
import io.copytaster.model.checkpoint.CheckpointDraft;
import io.copytaster.model.network.Compute;
import io.copytaster.model.network.TrainingLoss;
import io.copytaster.model.network.TrainingNetwork;
import io.copytaster.model.network.TrainingStep;
import io.copytaster.model.network.TrainingWeights;
import io.copytaster.model.tensors.Tensor;
import io.copytaster.model.tokens.Tokens;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Map;

/** A whole network in training, of whose weights the regime learns some or all. */
final class NetworkLearner implements Learner {

  private final TrainingPlan plan;
  private final StartingPoint start;
  private final TrainingSet set;
  private final TrainingNetwork network;
  private final StartingWeights initial;
  private final TrainingWeights weights;
  private final boolean averaged;

  private NetworkLearner(
      TrainingPlan plan,
      StartingPoint start,
      TrainingSet set,
      TrainingNetwork network,
      StartingWeights initial,
      TrainingWeights weights) {
    this.plan = plan;
    this.start = start;
    this.set = set;
    this.network = network;
    this.initial = initial;
    this.weights = weights;
    this.averaged = plan.optimization().averaging() > 0;
  }

  static NetworkLearner open(
      TrainingPlan plan, StartingPoint start, TrainingSet set, Compute compute) throws IOException {
    var network =
        TrainingNetwork.load(
            start.network(),
            compute,
            plan.regime() == Regime.ADAPTER ? plan.adapters() : null,
            plan.optimization().dropout());
    try {
      StartingWeights initial = start.source().open();
      try {
        var learned = LearnedWeights.of(plan, start.network(), network.layout());
        var weights = network.place(initial, learned);
        return new NetworkLearner(plan, start, set, network, initial, weights);
      } catch (RuntimeException | Error e) {
        initial.close();
        throw e;
      }
    } catch (IOException | RuntimeException | Error e) {
      network.close();
      throw e;
    }
  }

  @Override
  public TrainingLoss step(int[] rows, float[] targets, TrainingStep how) {
    var texts = new ArrayList<Tokens>();
    for (int row : rows) {
      texts.add(set.training().text(row));
    }
    return network.step(weights, new TokenBatch(texts), targets, how);
  }

  @Override
  public float[][] answers() {
    return ByLength.compute(
        set.validation().texts(),
        batch -> network.logits(weights, batch, averaged),
        (done, total) -> {});
  }

  @Override
  public Map<String, Tensor> learned() {
    return weights.learned(averaged);
  }

  @Override
  public CheckpointDraft draft(Map<String, Tensor> learned, double temperature) {
    return CheckpointDrafts.of(plan, start, learned, initial, temperature);
  }

  @Override
  public Map<String, Tensor> state() {
    return weights.state();
  }

  @Override
  public void restore(Map<String, Tensor> state) {
    weights.restore(state);
  }

  @Override
  public void close() throws IOException {
    try (network;
        initial) {
      weights.close();
    }
  }
}
