package io.copytaster.model.tensors;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A cursor over one protobuf message, field by field.
 *
 * @see <a href="https://protobuf.dev/programming-guides/encoding/">the wire format</a>
 */
final class ProtobufReader {

  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED32 = 5;
  private static final int MAX_VARINT_BITS = 64;

  private final ByteBuffer message;
  private int wireType;

  ProtobufReader(ByteBuffer message) {
    this.message = message.slice();
  }

  /** Moves on to the next field: its number, or 0 at the end. Its value must then be taken. */
  int nextField() {
    if (!message.hasRemaining()) {
      return 0;
    }
    long tag = rawVarint();
    wireType = (int) (tag & 7);
    return (int) (tag >>> 3);
  }

  boolean isBytes() {
    return wireType == BYTES;
  }

  boolean atEnd() {
    return !message.hasRemaining();
  }

  long varint() {
    require(VARINT);
    return rawVarint();
  }

  /** The value of a bytes, string or message field: a view, not a copy. */
  ByteBuffer bytes() {
    require(BYTES);
    long length = rawVarint();
    if (length < 0 || length > message.remaining()) {
      throw new OnnxException(
          "a field of " + length + " bytes in a message that has " + message.remaining());
    }
    ByteBuffer value = message.slice(message.position(), (int) length);
    message.position(message.position() + (int) length);
    return value;
  }

  String string() {
    return StandardCharsets.UTF_8.decode(bytes()).toString();
  }

  void skip() {
    switch (wireType) {
      case VARINT -> rawVarint();
      case FIXED64 -> advance(Long.BYTES);
      case BYTES -> bytes();
      case FIXED32 -> advance(Integer.BYTES);
      default -> throw new OnnxException("wire type " + wireType + " is not in use");
    }
  }

  /** A varint without a tag before it, as in a packed list. */
  long rawVarint() {
    try {
      long value = 0;
      for (int shift = 0; shift < MAX_VARINT_BITS; shift += 7) {
        byte next = message.get();
        value |= (long) (next & 0x7F) << shift;
        if (next >= 0) {
          return value;
        }
      }
    } catch (BufferUnderflowException e) {
      throw new OnnxException("the message ends within a number");
    }
    throw new OnnxException("a number has more than " + MAX_VARINT_BITS + " bits");
  }

  private void advance(int bytes) {
    if (bytes > message.remaining()) {
      throw new OnnxException("the message ends within a number");
    }
    message.position(message.position() + bytes);
  }

  private void require(int expected) {
    if (wireType != expected) {
      throw new OnnxException("a field has wire type " + wireType + ", expected " + expected);
    }
  }
}
