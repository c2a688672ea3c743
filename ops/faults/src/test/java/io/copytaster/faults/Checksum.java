package io.copytaster.faults;

import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** Whether two values are the same, without keeping them. */
final class Checksum {

  /** Of no value at all; a CRC is never negative. */
  private static final long NONE = -1;

  private Checksum() {}

  static long of(byte @Nullable [] value) {
    if (value == null) {
      return NONE;
    }
    var crc = new CRC32();
    crc.update(value);
    return crc.getValue();
  }
}
