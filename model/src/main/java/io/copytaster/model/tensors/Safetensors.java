package io.copytaster.model.tensors;

import io.copytaster.model.tensors.SafetensorsException.Defect;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Set;

/**
 * An open safetensors file. Opening reads the header alone and checks all of it; each tensor is
 * mapped when it is asked for, so a file may be larger than 2 GiB or than the heap.
 *
 * @see <a href="https://github.com/huggingface/safetensors#format">the format</a>
 */
public final class Safetensors implements AutoCloseable {

  /** The longest header that is read, as in the format's own reader. */
  public static final long MAX_HEADER_BYTES = 100_000_000;

  private final FileChannel channel;
  private final SafetensorsHeader header;
  private final long dataStart;

  private Safetensors(FileChannel channel, SafetensorsHeader header, long dataStart) {
    this.channel = channel;
    this.header = header;
    this.dataStart = dataStart;
  }

  /**
   * @throws SafetensorsException if the file is malformed
   * @throws IOException if it cannot be read
   */
  public static Safetensors open(Path path) throws IOException {
    var channel = FileChannel.open(path, StandardOpenOption.READ);
    try {
      return open(channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static Safetensors open(FileChannel channel) throws IOException {
    long size = channel.size();
    if (size < Long.BYTES) {
      throw new SafetensorsException(
          Defect.HEADER_LENGTH_MISSING,
          "the file has " + size + " bytes, fewer than the 8 of the header's length");
    }
    long length = read(channel, 0, Long.BYTES).getLong();
    if (Long.compareUnsigned(length, MAX_HEADER_BYTES) > 0) {
      throw new SafetensorsException(
          Defect.HEADER_TOO_LARGE,
          "the header's length is %s bytes, at most %d are read"
              .formatted(Long.toUnsignedString(length), MAX_HEADER_BYTES));
    }
    long dataStart = Long.BYTES + length;
    if (dataStart > size) {
      throw new SafetensorsException(
          Defect.HEADER_BEYOND_END,
          "the header's length is " + length + " bytes, the file has only " + size);
    }
    var header = SafetensorsHeader.parse(read(channel, Long.BYTES, (int) length), size - dataStart);
    return new Safetensors(channel, header, dataStart);
  }

  private static ByteBuffer read(FileChannel channel, long from, int length) throws IOException {
    var buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, from + buffer.position()) < 0) {
        throw new EOFException("the file became shorter while it was read");
      }
    }
    return buffer.flip();
  }

  /** The tensors' names, in the order of their bytes. */
  public Set<String> names() {
    return header.tensors().keySet();
  }

  /** What the file says of itself beside the tensors; often {@code format=pt}. */
  public Map<String, String> metadata() {
    return header.metadata();
  }

  /**
   * @throws IllegalArgumentException if there is no such tensor
   */
  public TensorInfo info(String name) {
    return span(name).info();
  }

  /**
   * The tensor's bytes: direct, read-only, little-endian, mapped from the file. They stay valid
   * after {@link #close}.
   *
   * @throws IllegalArgumentException if there is no such tensor, or it is larger than 2 GiB
   */
  public ByteBuffer data(String name) throws IOException {
    SafetensorsHeader.Span span = span(name);
    long length = span.end() - span.begin();
    if (length > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "tensor '" + name + "' has " + length + " bytes, at most " + Integer.MAX_VALUE);
    }
    return channel
        .map(MapMode.READ_ONLY, dataStart + span.begin(), length)
        .order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * The tensor as fp32: direct, little-endian, aligned to four bytes. F32 is mapped from the file
   * and must not be written to; F16 and BF16 are widened, which is exact.
   *
   * @throws IllegalArgumentException if there is no such tensor, or it has another type
   */
  public ByteBuffer fp32(String name) throws IOException {
    SafetensorsHeader.Span span = span(name);
    if (span.info().dtype() == DType.F32 && (dataStart + span.begin()) % Float.BYTES == 0) {
      return data(name);
    }
    if (!FloatWidening.reads(span.info().dtype())) {
      throw new IllegalArgumentException(
          "tensor '%s' is %s: only F32, F16 and BF16 are read as fp32"
              .formatted(name, span.info().dtype()));
    }
    return FloatWidening.widen(span.info().dtype(), data(name));
  }

  private SafetensorsHeader.Span span(String name) {
    SafetensorsHeader.Span span = header.tensors().get(name);
    if (span == null) {
      throw new IllegalArgumentException("there is no tensor '" + name + "'");
    }
    return span;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
