package io.copytaster.model.network;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Weights drawn from a seed, the same for the network and its reference. */
final class RandomWeights implements Weights {

  private final Map<String, float[]> byName = new HashMap<>();

  RandomWeights(TransformerConfig config, long seed) {
    this(WeightLayout.of(config), seed);
  }

  RandomWeights(List<WeightLayout.Entry> layout, long seed) {
    var random = new Random(seed);
    for (WeightLayout.Entry entry : layout) {
      var values = new float[count(entry)];
      boolean gain = entry.name().endsWith("LayerNorm.weight");
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (random.nextGaussian() * 0.2 + (gain ? 1 : 0));
      }
      byName.put(entry.name(), values);
    }
  }

  float[] values(String name) {
    float[] values = byName.get(name);
    if (values == null) {
      throw new AssertionError("no weight " + name);
    }
    return values;
  }

  @Override
  public ByteBuffer floats(WeightLayout.Entry entry) {
    float[] values = values(entry.name());
    var buffer =
        ByteBuffer.allocateDirect(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    buffer.asFloatBuffer().put(values);
    return buffer;
  }

  private static int count(WeightLayout.Entry entry) {
    return Math.toIntExact(entry.shape().stream().reduce(1L, Math::multiplyExact));
  }
}
