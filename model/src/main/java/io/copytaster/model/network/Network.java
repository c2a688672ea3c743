package io.copytaster.model.network;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import io.copytaster.model.batch.TokenBatch;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A transformer of a given shape on a device: the program without the weights.
 *
 * <p>The source is {@code network.py} among the resources. One network serves every checkpoint of
 * its shape, so exchanging a checkpoint loads no program. Used by one thread at a time.
 */
public final class Network implements AutoCloseable {

  private final TransformerConfig config;
  private final List<WeightLayout.Entry> layout;
  private final PtNDManager manager;
  private final PtSymbolBlock program;

  // DJL closes a model that nothing references, and every tensor under it, while it computes.
  private final Model model;

  private Network(TransformerConfig config, Model model) {
    this.config = config;
    this.layout = WeightLayout.of(config);
    this.model = model;
    this.manager = (PtNDManager) model.getNDManager();
    this.program = (PtSymbolBlock) model.getBlock();
  }

  /**
   * Loads the network's source into libtorch.
   *
   * @throws IllegalArgumentException if the device has no operators of this precision
   */
  public static Network load(TransformerConfig config, Compute compute) {
    return load(config, compute, Operators.of(compute.device(), Processor.ofThisMachine()));
  }

  static Network load(TransformerConfig config, Compute compute, Operators operators) {
    if (!operators.has(compute.precision())) {
      throw new IllegalArgumentException(
          operators + " operators cannot compute in " + compute.precision().key());
    }
    Torch.start(compute.threads());
    byte[] archive = TorchScript.archive(config, operators, compute.precision());
    Model model = Model.newInstance("network", compute.device().toDjl(), "PyTorch");
    try {
      model.load(new ByteArrayInputStream(archive));
      return new Network(config, model);
    } catch (IOException | MalformedModelException | RuntimeException e) {
      model.close();
      throw new IllegalStateException("libtorch does not take the network's source", e);
    }
  }

  public TransformerConfig config() {
    return config;
  }

  /** Copies a checkpoint's weights to the device and turns them into what it computes with. */
  public PreparedWeights prepare(Weights weights) {
    NDManager owner = manager.newSubManager();
    try (NDManager scope = manager.newSubManager()) {
      var arrays = new ArrayList<PtNDArray>();
      for (WeightLayout.Entry entry : layout) {
        var shape = new Shape(entry.shape());
        arrays.add((PtNDArray) scope.create(weights.floats(entry), shape, DataType.FLOAT32));
      }
      try (IValue given = IValue.listFrom(arrays.toArray(PtNDArray[]::new));
          IValue prepared = IValueUtils.runMethod(program, "prepare", given)) {
        // A list of its own: the tensors then have an owner that closes them.
        return new PreparedWeights(owner, IValue.listFrom(prepared.toTensorArray(own(owner))));
      }
    } catch (RuntimeException | Error e) {
      owner.close();
      throw e;
    }
  }

  /**
   * Computes one batch.
   *
   * @return logits of shape (rows, labels), row-major; of an encoder without a classifier the
   *     pooled vectors, shape (rows, hidden size)
   */
  public float[] forward(TokenBatch batch, PreparedWeights weights) {
    // The optimiser re-specialises on every new shape, for seconds; the setting is per thread.
    JniUtils.setGraphExecutorOptimize(false);
    try (NDManager scope = manager.newSubManager()) {
      var shape = new Shape(batch.size(), batch.width());
      var ids = (PtNDArray) scope.create(batch.ids(), shape);
      var lengths = (PtNDArray) scope.create(batch.lengths());
      try (IValue idsValue = IValue.from(ids);
          IValue lengthsValue = IValue.from(lengths);
          IValue result =
              IValueUtils.forward(
                  program, new IValue[] {idsValue, lengthsValue, weights.tensors()})) {
        return result.toTensor(own(scope)).toFloatArray();
      }
    } finally {
      java.lang.ref.Reference.reachabilityFence(model);
    }
  }

  /** Tensors and managers open under this network; for tests that look for leaks. */
  int openResources() {
    return manager.getManagedArrays().size();
  }

  private static PtNDManager own(NDManager manager) {
    return (PtNDManager) manager;
  }

  @Override
  public void close() {
    model.close();
  }
}
