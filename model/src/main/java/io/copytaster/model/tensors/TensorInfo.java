package io.copytaster.model.tensors;

import java.util.List;

/**
 * A tensor without its numbers.
 *
 * @param shape outermost dimension first; empty for a scalar
 */
public record TensorInfo(DType dtype, List<Long> shape) {

  /**
   * @throws IllegalArgumentException if a dimension is negative
   * @throws ArithmeticException if the size in bytes does not fit a long
   */
  public TensorInfo {
    shape = List.copyOf(shape);
    if (shape.stream().anyMatch(dimension -> dimension < 0)) {
      throw new IllegalArgumentException("a dimension is negative: " + shape);
    }
    byteSize(dtype, shape);
  }

  /** How many elements: the product of the dimensions. */
  public long elements() {
    return bytes() / dtype.bytes();
  }

  /** How many bytes the elements take. */
  public long bytes() {
    return byteSize(dtype, shape);
  }

  private static long byteSize(DType dtype, List<Long> shape) {
    long size = dtype.bytes();
    for (long dimension : shape) {
      size = Math.multiplyExact(size, dimension);
    }
    return size;
  }
}
