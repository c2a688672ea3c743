package io.copytaster.model.checkpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * One layer's update {@code scale * B A}.
 *
 * @param a row-major, shape (rank, in)
 * @param b row-major, shape (out, rank)
 */
record LowRankUpdate(float[] a, float[] b, int rank, double scale) {

  /** A new direct buffer with {@code weight + scale * B A}; {@code weight} has shape (out, in). */
  ByteBuffer addTo(ByteBuffer weight) {
    int in = a.length / rank;
    int out = b.length / rank;
    var merged = ByteBuffer.allocateDirect(weight.remaining()).order(ByteOrder.LITTLE_ENDIAN);
    FloatBuffer source = weight.duplicate().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    FloatBuffer target = merged.asFloatBuffer();
    var row = new float[in];
    var update = new float[in];
    for (int i = 0; i < out; i++) {
      Arrays.fill(update, 0);
      for (int k = 0; k < rank; k++) {
        float factor = b[i * rank + k];
        int offset = k * in;
        for (int j = 0; j < in; j++) {
          update[j] += factor * a[offset + j];
        }
      }
      source.get(row);
      for (int j = 0; j < in; j++) {
        row[j] += (float) scale * update[j];
      }
      target.put(row);
    }
    return merged;
  }
}
