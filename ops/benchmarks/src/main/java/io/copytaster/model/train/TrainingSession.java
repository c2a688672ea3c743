package io.copytaster.model.train;

import io.copytaster.model.batch.TokenBatch;
import io.copytaster.model.checkpoint.Encoders;
import io.copytaster.model.network.Compute;
import io.copytaster.model.network.LowRank;
import io.copytaster.model.network.TrainingLoss;
import io.copytaster.model.network.TrainingNetwork;
import io.copytaster.model.network.TrainingStep;
import io.copytaster.model.network.TrainingWeights;
import java.io.IOException;
import java.util.List;

/**
 * The steps of a training by themselves, without its measuring and saving: what {@link FineTuner}
 * takes, put together from the same parts. It lies in the trainer's package because they are hidden
 * there. Owns its native memory.
 */
public final class TrainingSession implements AutoCloseable {

  private final TrainingPlan plan;
  private final TrainingNetwork network;
  private final TrainingWeights weights;
  private long taken;

  private TrainingSession(TrainingPlan plan, TrainingNetwork network, TrainingWeights weights) {
    this.plan = plan;
    this.network = network;
    this.weights = weights;
  }

  /** Loads the plan's base, as a training of these labels begins with it. */
  public static TrainingSession open(TrainingPlan plan, Encoders encoders, Compute compute)
      throws IOException {
    var start = StartingPoint.of(plan, List.of(), encoders);
    LowRank adapters = plan.regime() == Regime.ADAPTER ? plan.adapters() : null;
    var network =
        TrainingNetwork.load(start.network(), compute, adapters, plan.optimization().dropout());
    try (var initial = start.source().open()) {
      var learned = LearnedWeights.of(plan, start.network(), network.layout());
      return new TrainingSession(plan, network, network.place(initial, learned));
    } catch (IOException | RuntimeException | Error e) {
      network.close();
      throw e;
    }
  }

  /**
   * The rows of each batch of a training's first epoch.
   *
   * @param lengths of all rows, in tokens
   */
  public static List<int[]> batches(int[] lengths, int batch, long seed) {
    return EpochBatches.of(lengths, batch, seed, 0);
  }

  /**
   * Takes the next step, at the plan's highest rate.
   *
   * @param targets shape (batch, labels), row-major; if one is NaN the gradients are computed, and
   *     no weight changes
   */
  public TrainingLoss step(TokenBatch batch, float[] targets) {
    Optimization how = plan.optimization();
    taken++;
    return network.step(
        weights,
        batch,
        targets,
        new TrainingStep(
            taken, how.learningRate(), how.weightDecay(), how.clip(), how.averaging(), taken));
  }

  /** Tensors and managers that are open. */
  public int openResources() {
    return network.openResources();
  }

  @Override
  public void close() {
    weights.close();
    network.close();
  }
}
