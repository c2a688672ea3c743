package io.copytaster.model.network;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import io.copytaster.model.batch.TokenBatch;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.ref.Reference;

/**
 * The same weights in a scripted BERT of plain linears, run by DJL as it comes: what one would
 * write first. It lies in this package because the way to a script is hidden here. Owns its native
 * memory.
 */
public final class NaiveNetwork implements AutoCloseable {

  private final Model model;
  private final NDList weights = new NDList();

  private NaiveNetwork(Model model) {
    this.model = model;
  }

  /** Loads an encoder with mean pooling. */
  public static NaiveNetwork open(TransformerConfig config, Weights weights) throws IOException {
    Torch.start(0);
    var module =
        new ModulePickle("__torch__", "Naive")
            .put("training", false)
            .put("layers", config.layers())
            .put("heads", config.heads())
            .put("epsilon", config.layerNormEpsilon());
    Model model = Model.newInstance("naive", Device.CPU.toDjl(), "PyTorch");
    var network = new NaiveNetwork(model);
    try {
      model.load(new ByteArrayInputStream(TorchScript.archive(module, "naive.py", null)));
      network.place(config, weights);
      return network;
    } catch (MalformedModelException | RuntimeException e) {
      model.close();
      throw new IllegalStateException("libtorch does not take the naive network's source", e);
    }
  }

  private void place(TransformerConfig config, Weights given) {
    for (WeightLayout.Entry entry : WeightLayout.of(config)) {
      NDArray weight =
          model
              .getNDManager()
              .create(given.floats(entry), new Shape(entry.shape()), DataType.FLOAT32);
      weights.add(named("w[]", weight));
    }
  }

  /** Pooled vectors of one batch, shape (rows, hidden size), row-major. */
  public float[] compute(TokenBatch batch) {
    try (NDManager scope = model.getNDManager().newSubManager()) {
      var shape = new Shape(batch.size(), batch.width());
      var mask = new long[batch.paddedTokens()];
      long[] lengths = batch.lengths();
      for (int row = 0; row < lengths.length; row++) {
        int from = row * batch.width();
        java.util.Arrays.fill(mask, from, from + (int) lengths[row], 1);
      }
      var arguments = new NDList();
      arguments.add(named("ids", scope.create(batch.ids(), shape)));
      arguments.add(named("mask", scope.create(mask, shape)));
      arguments.addAll(weights);
      NDList result = model.getBlock().forward(new ParameterStore(scope, false), arguments, false);
      result.attach(scope);
      return result.singletonOrThrow().toFloatArray();
    } finally {
      Reference.reachabilityFence(model);
    }
  }

  private static NDArray named(String name, NDArray array) {
    array.setName(name);
    return array;
  }

  @Override
  public void close() {
    model.close();
  }
}
