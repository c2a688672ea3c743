package io.copytaster.model.network;

import java.nio.ByteBuffer;

/** Where a network's weights come from: a checkpoint on disk, or memory. */
@FunctionalInterface
public interface Weights {

  /**
   * One weight as little-endian fp32, row-major, in a direct buffer from position to limit.
   *
   * @param entry one of {@link WeightLayout#of}
   */
  ByteBuffer floats(WeightLayout.Entry entry);
}
