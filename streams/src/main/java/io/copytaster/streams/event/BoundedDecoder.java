package io.copytaster.streams.event;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.apache.avro.io.Decoder;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * Avro binary out of one array, where nothing can be longer than what is left of it.
 *
 * <p>Avro's own decoder allocates whatever length a message claims, up to 2 GiB, before it notices
 * that the bytes are not there; its limits are system properties for the whole process. Here a
 * string, a byte field or a collection is checked against the bytes that remain, before anything is
 * allocated: an item takes at least one byte.
 *
 * <p>Every method throws {@link EOFException} where the array ends too early, and {@link
 * IOException} where a length cannot be.
 */
final class BoundedDecoder extends Decoder {

  private final byte[] bytes;
  private final ByteBuffer numbers;
  private int position;

  BoundedDecoder(byte[] bytes, int from) {
    this.bytes = bytes;
    this.numbers = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    this.position = from;
  }

  /** Bytes not yet read. */
  int remaining() {
    return bytes.length - position;
  }

  @Override
  public void readNull() {}

  @Override
  public boolean readBoolean() throws IOException {
    return bytes[advance(1)] == 1;
  }

  @Override
  public int readInt() throws IOException {
    long value = readLong();
    if (value != (int) value) {
      throw new IOException("an int is out of range: " + value);
    }
    return (int) value;
  }

  /** Zig-zag, seven bits a byte, the lowest first. */
  @Override
  public long readLong() throws IOException {
    long raw = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte next = bytes[advance(1)];
      raw |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return (raw >>> 1) ^ -(raw & 1);
      }
    }
    throw new IOException("a number has more than ten bytes");
  }

  @Override
  public float readFloat() throws IOException {
    return numbers.getFloat(advance(Float.BYTES));
  }

  @Override
  public double readDouble() throws IOException {
    return numbers.getDouble(advance(Double.BYTES));
  }

  @Override
  public String readString() throws IOException {
    int length = length();
    return new String(bytes, advance(length), length, StandardCharsets.UTF_8);
  }

  @Override
  public Utf8 readString(@Nullable Utf8 old) throws IOException {
    return new Utf8(readString());
  }

  @Override
  public void skipString() throws IOException {
    advance(length());
  }

  @Override
  public ByteBuffer readBytes(@Nullable ByteBuffer old) throws IOException {
    var value = new byte[length()];
    readFixed(value, 0, value.length);
    return ByteBuffer.wrap(value);
  }

  @Override
  public void skipBytes() throws IOException {
    advance(length());
  }

  @Override
  public void readFixed(byte[] target, int start, int length) throws IOException {
    System.arraycopy(bytes, advance(length), target, start, length);
  }

  @Override
  public void skipFixed(int length) throws IOException {
    advance(length);
  }

  @Override
  public int readEnum() throws IOException {
    return readInt();
  }

  @Override
  public int readIndex() throws IOException {
    return readInt();
  }

  @Override
  public long readArrayStart() throws IOException {
    return count();
  }

  @Override
  public long arrayNext() throws IOException {
    return count();
  }

  @Override
  public long skipArray() throws IOException {
    return skipBlocks();
  }

  @Override
  public long readMapStart() throws IOException {
    return count();
  }

  @Override
  public long mapNext() throws IOException {
    return count();
  }

  @Override
  public long skipMap() throws IOException {
    return skipBlocks();
  }

  /** Items in the next block; a negative count is followed by the block's size in bytes. */
  private int count() throws IOException {
    long count = readLong();
    if (count < 0) {
      length();
      count = -count;
    }
    return atMostRemaining("a collection of", count);
  }

  /** Skips blocks that say their size; gives the items of the first that does not, or 0. */
  private int skipBlocks() throws IOException {
    long count = readLong();
    while (count < 0) {
      advance(length());
      count = readLong();
    }
    return atMostRemaining("a collection of", count);
  }

  private int length() throws IOException {
    return atMostRemaining("a length of", readLong());
  }

  private int atMostRemaining(String what, long claimed) throws IOException {
    if (claimed < 0) {
      throw new IOException(what + " " + claimed + " is impossible");
    }
    if (claimed > remaining()) {
      throw new EOFException(what + " " + claimed + " where " + remaining() + " bytes are left");
    }
    return (int) claimed;
  }

  /** Where the next {@code length} bytes begin, now counted as read. */
  private int advance(int length) throws EOFException {
    if (length > remaining()) {
      throw new EOFException("a value of " + length + " bytes where " + remaining() + " are left");
    }
    int from = position;
    position += length;
    return from;
  }
}
