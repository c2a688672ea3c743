package io.copytaster.model.network;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import io.copytaster.model.batch.TokenBatch;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A network that learns: the program without the weights, as {@link Network} is, with gradients and
 * AdamW.
 *
 * <p>The source is {@code training.py} among the resources. Which weights are learned makes the
 * difference between training all of it, a head, or adapters. Used by one thread at a time.
 */
public final class TrainingNetwork implements AutoCloseable {

  private final TransformerConfig config;
  private final Precision precision;
  private final @Nullable LowRank adapters;
  private final PtNDManager manager;
  private final PtSymbolBlock program;

  // DJL closes a model that nothing references, and every tensor under it, while it computes.
  private final Model model;

  private TrainingNetwork(
      TransformerConfig config, Precision precision, @Nullable LowRank adapters, Model model) {
    this.config = config;
    this.precision = precision;
    this.adapters = adapters;
    this.model = model;
    this.manager = (PtNDManager) model.getNDManager();
    this.program = (PtSymbolBlock) model.getBlock();
  }

  /**
   * Loads the network's source into libtorch.
   *
   * @param config of a network with a classifier
   * @param compute its precision is that of the matrix products: fp32 or bf16
   * @param adapters beside the encoder's linears; null for none
   * @param dropout share of the classifier's inputs that a step ignores
   */
  public static TrainingNetwork load(
      TransformerConfig config, Compute compute, @Nullable LowRank adapters, double dropout) {
    if (config.labels() == 0) {
      throw new IllegalArgumentException("a network without a classifier has nothing to learn");
    }
    if (compute.precision() == Precision.INT8) {
      throw new IllegalArgumentException(
          "precision int8 has no gradient: train in bf16 or fp32, and serve in int8");
    }
    Torch.start(compute.threads());
    byte[] archive = TorchScript.trainingArchive(config, compute.precision(), adapters, dropout);
    Model model = Model.newInstance("training", compute.device().toDjl(), "PyTorch");
    try {
      model.load(new ByteArrayInputStream(archive));
      return new TrainingNetwork(config, compute.precision(), adapters, model);
    } catch (IOException | MalformedModelException | RuntimeException e) {
      model.close();
      throw new IllegalStateException("libtorch does not take the network's source", e);
    }
  }

  /** The weights it takes: those of {@link WeightLayout#of}, then the adapters'. */
  public List<WeightLayout.Entry> layout() {
    var entries = new ArrayList<>(WeightLayout.of(config));
    if (adapters != null) {
      entries.addAll(WeightLayout.adapters(config, adapters));
    }
    return entries;
  }

  /**
   * Copies weights to the device.
   *
   * @param initial has each of {@link #layout}
   * @param learned at least one
   */
  public TrainingWeights place(Weights initial, List<LearnedWeight> learned) {
    NDManager owner = manager.newSubManager();
    try {
      return new TrainingWeights(owner, layout(), learned, initial, this::freeze);
    } catch (RuntimeException | Error e) {
      owner.close();
      throw e;
    }
  }

  /** In bf16 the products' frozen operands are converted once. */
  private PtNDArray freeze(WeightLayout.Entry entry, PtNDArray weight) {
    boolean operand = entry.name().startsWith("encoder.") && !entry.name().contains("LayerNorm");
    if (!operand || precision != Precision.BF16) {
      return weight;
    }
    try (weight) {
      var arguments = new NDList(named("weight", weight));
      return (PtNDArray) run(weight.getManager(), "freeze", arguments).get(0);
    }
  }

  /**
   * Learns from one batch, unless its loss or gradient is no number.
   *
   * @param targets shape (batch, labels), row-major: probabilities, each row times its article's
   *     weight
   */
  public TrainingLoss step(
      TrainingWeights weights, TokenBatch batch, float[] targets, TrainingStep step) {
    JniUtils.setGraphExecutorOptimize(false);
    try (NDManager scope = manager.newSubManager()) {
      NDList found = gradients(scope, weights, batch, targets, step.seed());
      var loss = new TrainingLoss(found.get(0).getFloat(), found.get(1).getFloat());
      if (loss.isFinite()) {
        double divisor = Math.max(1, loss.gradientNorm() / step.clip());
        NDList gradients = found.subNDList(2);
        for (TrainingWeights.Group group : weights.groups()) {
          update(scope, weights, gradients, group, step, divisor);
        }
        if (step.averaging() > 0) {
          average(scope, weights, step);
        }
      }
      return loss;
    } finally {
      java.lang.ref.Reference.reachabilityFence(model);
    }
  }

  private NDList gradients(
      NDManager scope, TrainingWeights weights, TokenBatch batch, float[] targets, long seed) {
    var arguments = new NDList();
    addBatch(arguments, scope, batch);
    var shape = new Shape(batch.size(), config.labels());
    arguments.add(named("targets", scope.create(targets, shape)));
    arguments.add(named("seed", scope.create(seed)));
    arguments.add(named("learned", scope.create(weights.places())));
    weights.addAll(arguments, false);
    // Whether gradients are kept is a setting of the thread, and off in those of serving.
    boolean before = JniUtils.isGradMode();
    JniUtils.setGradMode(true);
    try {
      return run(scope, "gradients", arguments);
    } finally {
      JniUtils.setGradMode(before);
    }
  }

  private void update(
      NDManager scope,
      TrainingWeights weights,
      NDList gradients,
      TrainingWeights.Group group,
      TrainingStep step,
      double divisor) {
    var arguments = new NDList();
    double decay = group.decays() ? step.weightDecay() : 0;
    float[] settings = {
      (float) (step.rate() * group.rate()), (float) decay, (float) divisor, step.number()
    };
    arguments.add(named("settings", scope.create(settings)));
    weights.addLearned(arguments, "p[]", group.places());
    for (int place : group.places()) {
      arguments.add(named("g[]", gradients.get(place)));
    }
    weights.addMeans(arguments, "m[]", group.places());
    weights.addSquares(arguments, "v[]", group.places());
    run(scope, "update", arguments);
  }

  private void average(NDManager scope, TrainingWeights weights, TrainingStep step) {
    var arguments = new NDList();
    arguments.add(named("kept", scope.create((float) step.averaging())));
    weights.addLearned(arguments, "p[]", weights.everyLearned());
    weights.addAverages(arguments, "a[]");
    run(scope, "average", arguments);
  }

  /**
   * What the network in training would answer.
   *
   * @param averaged whether by the running averages of the learned weights
   * @return logits, shape (batch, labels), row-major
   */
  public float[] logits(TrainingWeights weights, TokenBatch batch, boolean averaged) {
    JniUtils.setGraphExecutorOptimize(false);
    try (NDManager scope = manager.newSubManager()) {
      var arguments = new NDList();
      addBatch(arguments, scope, batch);
      weights.addAll(arguments, averaged);
      return IValueUtils.forward(program, arguments, false).get(0).toFloatArray();
    } finally {
      java.lang.ref.Reference.reachabilityFence(model);
    }
  }

  private static void addBatch(NDList arguments, NDManager scope, TokenBatch batch) {
    var shape = new Shape(batch.size(), batch.width());
    arguments.add(named("ids", scope.create(batch.ids(), shape)));
    arguments.add(named("lengths", scope.create(batch.lengths())));
  }

  /** Calls a method of the program; arrays named x[] are one list. */
  private NDList run(NDManager scope, String method, NDList arguments) {
    arguments.add(named("module_method:" + method, scope.create(0)));
    return IValueUtils.forward(program, arguments, true);
  }

  private static NDArray named(String name, NDArray array) {
    array.setName(name);
    return array;
  }

  /** Tensors and managers open under this network; for those who look for leaks. */
  public int openResources() {
    return manager.getManagedArrays().size();
  }

  @Override
  public void close() {
    model.close();
  }
}
