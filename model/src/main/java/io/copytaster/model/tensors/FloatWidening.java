package io.copytaster.model.tensors;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;

/** Half-precision numbers as fp32, which holds each of them exactly. */
final class FloatWidening {

  private static final int F16_INFINITE_EXPONENT = 31;
  private static final int EXPONENT_BIAS_DIFFERENCE = 127 - 15;

  private FloatWidening() {}

  static boolean reads(DType dtype) {
    return dtype == DType.F32 || dtype == DType.F16 || dtype == DType.BF16;
  }

  /** A direct copy of {@code data} as little-endian fp32. */
  static ByteBuffer widen(DType dtype, ByteBuffer data) {
    int elements = data.remaining() / dtype.bytes();
    var widened =
        ByteBuffer.allocateDirect(Math.multiplyExact(elements, Float.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    FloatBuffer target = widened.asFloatBuffer();
    if (dtype == DType.F32) {
      target.put(data.asFloatBuffer());
      return widened;
    }
    ShortBuffer source = data.asShortBuffer();
    for (int i = 0; i < elements; i++) {
      short bits = source.get(i);
      target.put(i, dtype == DType.F16 ? ofF16(bits) : ofBf16(bits));
    }
    return widened;
  }

  /** IEEE 754 binary16. */
  static float ofF16(short bits) {
    int sign = (bits & 0x8000) << 16;
    int exponent = (bits >>> 10) & 0x1F;
    int fraction = bits & 0x3FF;
    if (exponent == 0) {
      float magnitude = fraction * 0x1p-24f;
      return sign == 0 ? magnitude : -magnitude;
    }
    int widened = exponent == F16_INFINITE_EXPONENT ? 0xFF : exponent + EXPONENT_BIAS_DIFFERENCE;
    return Float.intBitsToFloat(sign | widened << 23 | fraction << 13);
  }

  /** bfloat16: the upper half of an fp32. */
  static float ofBf16(short bits) {
    return Float.intBitsToFloat(bits << 16);
  }
}
