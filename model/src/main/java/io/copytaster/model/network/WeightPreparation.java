package io.copytaster.model.network;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValue;
import io.copytaster.model.network.WeightLayout.Entry;
import io.copytaster.model.network.WeightLayout.Part;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * A checkpoint's weights on their way to the device, one layer at a time.
 *
 * <p>Each part is read, which any thread may do, and then converted by the device's thread: so one
 * model can be made ready while another computes, and neither waits for the other for longer than a
 * layer takes.
 */
public final class WeightPreparation implements AutoCloseable {

  private final Deque<Part> left;
  private final Weights weights;
  private final Program program;
  private final PtNDManager owner;
  private final List<PtNDArray> converted = new ArrayList<>();
  private List<ByteBuffer> numbers = List.of();
  private boolean complete;

  WeightPreparation(List<Part> parts, Weights weights, Program program, PtNDManager owner) {
    this.left = new ArrayDeque<>(parts);
    this.weights = weights;
    this.program = program;
    this.owner = owner;
  }

  /** Whether another part is to be read and converted. */
  public boolean hasNext() {
    return !left.isEmpty();
  }

  /** Gets the next part's numbers from the checkpoint, an adapter's updates merged into them. */
  public void read() {
    numbers = left.element().entries().stream().map(weights::floats).toList();
  }

  /** Turns what was read last into what the network computes with. */
  public void convert() {
    List<Entry> entries = left.element().entries();
    if (numbers.size() != entries.size()) {
      throw new IllegalStateException("each part is read before it is converted");
    }
    try (NDManager scope = owner.newSubManager()) {
      var arrays = new PtNDArray[entries.size()];
      for (int i = 0; i < arrays.length; i++) {
        var shape = new Shape(entries.get(i).shape());
        arrays[i] = (PtNDArray) scope.create(numbers.get(i), shape, DataType.FLOAT32);
      }
      try (IValue given = IValue.listFrom(arrays);
          IValue prepared = program.run(left.element().method(), given)) {
        converted.addAll(Arrays.asList(prepared.toTensorArray(owner)));
      }
    }
    numbers = List.of();
    left.remove();
  }

  /**
   * The weights, which are the caller's to close from now on.
   *
   * @throws IllegalStateException if a part is missing
   */
  public PreparedWeights complete() {
    if (hasNext()) {
      throw new IllegalStateException(left.size() + " parts are not yet converted");
    }
    // A list of its own: the tensors then have an owner that closes them.
    var prepared = new PreparedWeights(owner, IValue.listFrom(converted.toArray(PtNDArray[]::new)));
    complete = true;
    return prepared;
  }

  /** Frees what was converted, unless it is complete and another's. */
  @Override
  public void close() {
    if (!complete) {
      owner.close();
    }
  }
}
