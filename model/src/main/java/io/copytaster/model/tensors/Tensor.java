package io.copytaster.model.tensors;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * A tensor in memory.
 *
 * @param data row-major, little-endian, exactly as long as {@code info} says; shared, not copied
 */
public record Tensor(TensorInfo info, ByteBuffer data) {

  public Tensor {
    if (data.remaining() != info.bytes()) {
      throw new IllegalArgumentException(
          info + " takes " + info.bytes() + " bytes, the data has " + data.remaining());
    }
    data = data.slice();
  }

  /** An fp32 tensor of these values in row-major order, copied. */
  public static Tensor ofFloats(List<Long> shape, float... values) {
    var data = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    data.asFloatBuffer().put(values);
    return new Tensor(new TensorInfo(DType.F32, shape), data);
  }

  /** The numbers: a read-only little-endian view with a position of its own. */
  @Override
  public ByteBuffer data() {
    return data.asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
  }
}
