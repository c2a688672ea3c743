package io.copytaster.model.network;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValue;
import io.copytaster.model.batch.BatchSplit;
import io.copytaster.model.batch.TokenBatch;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A transformer of a given shape on a device: the program without the weights.
 *
 * <p>The source is {@code network.py} among the resources. All networks of one shape share it, so
 * exchanging a checkpoint loads no program. Any thread may compute with it.
 */
public final class Network implements AutoCloseable {

  private final TransformerConfig config;
  private final Precision precision;
  private final Program program;
  private final @Nullable ActivationRanges ranges;
  private final PtNDManager manager;
  // None on a GPU, which wants batches whole.
  private final @Nullable Cores cores;

  /**
   * Padded tokens of a part, at least. Cores that take several parts of a batch end together though
   * one has other work too, and each part pads to its own longest.
   */
  private final int partTokens;

  private Network(
      TransformerConfig config,
      Precision precision,
      Program program,
      @Nullable ActivationRanges ranges,
      @Nullable Cores cores) {
    this.precision = precision;
    this.config = config;
    this.program = program;
    this.ranges = ranges;
    this.manager = program.newOwner();
    this.cores = cores;
    this.partTokens = PartSize.of(config, precision, Processor.ofThisMachine());
  }

  /**
   * Loads the network's source into libtorch, unless another network of its shape has done so.
   *
   * @throws IllegalArgumentException if the device has no operators of this precision
   */
  public static Network load(TransformerConfig config, Compute compute) {
    return load(config, compute, null);
  }

  /**
   * As {@link #load(TransformerConfig, Compute)}.
   *
   * @param ranges what enters the linears, which int8 is faster with; null if not known
   * @throws IllegalArgumentException also if the ranges are those of another shape
   */
  public static Network load(
      TransformerConfig config, Compute compute, @Nullable ActivationRanges ranges) {
    var operators = Operators.of(compute, Processor.ofThisMachine(), ranges != null);
    return load(config, compute, operators, operators.areCalibrated() ? ranges : null);
  }

  static Network load(
      TransformerConfig config,
      Compute compute,
      Operators operators,
      @Nullable ActivationRanges ranges) {
    if (!operators.has(compute.precision(), Processor.ofThisMachine())) {
      throw new IllegalArgumentException(
          operators + " operators cannot compute in " + compute.precision().key());
    }
    if (ranges != null && !ranges.fit(config)) {
      throw new IllegalArgumentException("the ranges of activations are another network's");
    }
    var program = Program.of(config, compute, operators);
    Cores cores = compute.device().isGpu() ? null : Cores.ofThisProcess();
    return new Network(config, compute.precision(), program, ranges, cores);
  }

  public TransformerConfig config() {
    return config;
  }

  /** The arithmetic of its linear layers. */
  public Precision precision() {
    return precision;
  }

  /** Copies a checkpoint's weights to the device and turns them into what it computes with. */
  public PreparedWeights prepare(Weights weights) {
    try (WeightPreparation preparation = begin(weights)) {
      while (preparation.unread() > 0) {
        preparation.read();
        preparation.convert();
      }
      return preparation.complete();
    }
  }

  /**
   * As {@link #prepare}, part by part.
   *
   * @param weights open until the last part is converted
   */
  public WeightPreparation begin(Weights weights) {
    return new WeightPreparation(
        WeightLayout.parts(config, ranges != null),
        ranges == null ? weights : ranges.with(weights),
        program,
        (PtNDManager) manager.newSubManager());
  }

  /** How many batches {@link #forwardInLane} computes side by side at best. */
  public Lanes lanes() {
    return cores == null ? Lanes.ONE : new Lanes(cores.size(), partTokens);
  }

  /** As {@link #forward}, in the calling thread: on a processor by one core, whatever others do. */
  public float[] forwardInLane(TokenBatch batch, PreparedWeights weights) {
    return cores == null
        ? run("forward", batch, weights)
        : cores.here(() -> run("forward", batch, weights));
  }

  /**
   * Computes one batch with all of the device: cores take articles, or where there are fewer of
   * these, share every operator.
   *
   * @return logits of shape (rows, labels), row-major; of an encoder without a classifier the
   *     pooled vectors, shape (rows, hidden size)
   */
  public float[] forward(TokenBatch batch, PreparedWeights weights) {
    if (cores == null) {
      return run("forward", batch, weights);
    }
    if (batch.size() < cores.size()) {
      return cores.together(() -> run("forward", batch, weights));
    }
    var split = split(batch, cores);
    return split.join(cores.map(split.parts(), part -> run("forward", part, weights)));
  }

  private BatchSplit split(TokenBatch batch, Cores cores) {
    return BatchSplit.of(batch, Math.max(cores.size(), batch.paddedTokens() / partTokens));
  }

  /** Computes one batch, and says what entered each linear of the layers; wants fp32. */
  public ActivationRanges observe(TokenBatch batch, PreparedWeights weights) {
    float[] extremes = run("observe", batch, weights);
    var ranges = new LinkedHashMap<String, ActivationRange>();
    int at = 0;
    for (String input : WeightLayout.inputs(config)) {
      ranges.put(input, new ActivationRange(extremes[at], extremes[at + 1]));
      at += 2;
    }
    return new ActivationRanges(ranges);
  }

  private float[] run(String method, TokenBatch batch, PreparedWeights weights) {
    try (NDManager scope = manager.newSubManager()) {
      var shape = new Shape(batch.size(), batch.width());
      var ids = (PtNDArray) scope.create(batch.ids(), shape);
      var lengths = (PtNDArray) scope.create(batch.lengths());
      try (IValue idsValue = IValue.from(ids);
          IValue lengthsValue = IValue.from(lengths);
          IValue result =
              program.run(method, idsValue, lengthsValue, weights.tensors(), weights.linears())) {
        return result.toTensor((PtNDManager) scope).toFloatArray();
      }
    }
  }

  /** Tensors and managers open under this network; for tests that look for leaks. */
  int openResources() {
    return manager.getManagedArrays().size();
  }

  /** Frees every tensor of this network; the program stays for the next of its shape. */
  @Override
  public void close() {
    manager.close();
  }
}
