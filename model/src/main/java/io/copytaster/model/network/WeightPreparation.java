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
 * layer takes. What is read and not converted takes its fp32 numbers' memory.
 */
public final class WeightPreparation implements AutoCloseable {

  private record Read(Part part, List<ByteBuffer> numbers) {}

  private final Deque<Part> unread;
  private final Deque<Read> read = new ArrayDeque<>();
  private final Weights weights;
  private final Program program;
  private final PtNDManager owner;
  private final List<PtNDArray> tensors = new ArrayList<>();
  private final List<IValue> linears = new ArrayList<>();
  private boolean complete;

  WeightPreparation(List<Part> parts, Weights weights, Program program, PtNDManager owner) {
    this.unread = new ArrayDeque<>(parts);
    this.weights = weights;
    this.program = program;
    this.owner = owner;
  }

  /** How many parts are not yet read. */
  public int unread() {
    return unread.size();
  }

  /** How many parts are read and not yet converted. */
  public int unconverted() {
    return read.size();
  }

  /** Gets the next part's numbers from the checkpoint, an adapter's updates merged into them. */
  public void read() {
    Part part = unread.remove();
    read.add(new Read(part, part.entries().stream().map(weights::floats).toList()));
  }

  /** Turns the first part that is read into what the network computes with. */
  public void convert() {
    if (read.isEmpty()) {
      throw new IllegalStateException("each part is read before it is converted");
    }
    Read next = read.element();
    Cores.ofThisProcess().here(() -> convert(next.part(), next.numbers()));
    read.remove();
  }

  private void convert(Part part, List<ByteBuffer> numbers) {
    List<Entry> entries = part.entries();
    try (NDManager scope = owner.newSubManager()) {
      var arrays = new PtNDArray[entries.size()];
      for (int i = 0; i < arrays.length; i++) {
        var shape = new Shape(entries.get(i).shape());
        arrays[i] = (PtNDArray) scope.create(numbers.get(i), shape, DataType.FLOAT32);
      }
      try (IValue given = IValue.listFrom(arrays);
          IValue prepared = program.run(part.method(), given)) {
        IValue[] both = prepared.toIValueTuple();
        linears.add(both[1]);
        try (IValue made = both[0]) {
          tensors.addAll(Arrays.asList(made.toTensorArray(owner)));
        }
      }
    }
  }

  /**
   * The weights, which are the caller's to close from now on.
   *
   * @throws IllegalStateException if a part is missing
   */
  public PreparedWeights complete() {
    int missing = unread.size() + read.size();
    if (missing > 0) {
      throw new IllegalStateException(missing + " parts are not yet converted");
    }
    try (IValue parts = IValue.listFrom(linears.toArray(IValue[]::new))) {
      // A list of its own: the tensors then have an owner that closes them.
      var list = IValue.listFrom(tensors.toArray(PtNDArray[]::new));
      var prepared = new PreparedWeights(owner, list, program.run("together", parts));
      complete = true;
      return prepared;
    }
  }

  /** Frees what was converted, unless it is complete and another's. */
  @Override
  public void close() {
    linears.forEach(IValue::close);
    linears.clear();
    if (!complete) {
      owner.close();
    }
  }
}
