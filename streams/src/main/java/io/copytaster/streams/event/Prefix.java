package io.copytaster.streams.event;

import static io.copytaster.streams.event.BadEventException.Reason.TRUNCATED;
import static io.copytaster.streams.event.BadEventException.Reason.WRONG_MARKER;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

/** A marker and a schema's name: what a wire format puts before every datum. */
final class Prefix {

  private final String format;
  private final byte[] marker;
  private final int length;

  /**
   * @param format what people call it, and which setting chose it
   * @param marker the bytes that every message begins with, in hex
   * @param nameLength bytes of the schema's name after the marker
   */
  Prefix(String format, String marker, int nameLength) {
    this.format = format;
    this.marker = HexFormat.of().parseHex(marker);
    this.length = this.marker.length + nameLength;
  }

  int length() {
    return length;
  }

  /** Room for marker and name; the marker is written. */
  ByteBuffer begin() {
    return ByteBuffer.allocate(length).put(marker);
  }

  /**
   * The message from its schema's name on.
   *
   * @throws BadEventException if it begins with anything else than the marker, or ends too early
   */
  ByteBuffer nameIn(byte[] message) {
    int seen = Math.min(message.length, marker.length);
    if (!Arrays.equals(message, 0, seen, marker, 0, seen)) {
      throw new BadEventException(
          WRONG_MARKER,
          "the value begins with %s, not with %s as %s does"
              .formatted(
                  HexFormat.of().formatHex(message, 0, seen),
                  HexFormat.of().formatHex(marker),
                  format));
    }
    if (message.length < length) {
      throw new BadEventException(
          TRUNCATED,
          "the value has %d bytes, and %s begins with %d"
              .formatted(message.length, format, length));
    }
    return ByteBuffer.wrap(message, marker.length, message.length - marker.length);
  }
}
