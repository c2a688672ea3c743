package io.copytaster.model.tensors;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Writes safetensors files, each one whole or not at all. */
public final class SafetensorsWriter {

  /** What {@code transformers} wants to see before it reads a file as PyTorch weights. */
  public static final Map<String, String> PYTORCH = Map.of("format", "pt");

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ALIGNMENT = 8;

  private SafetensorsWriter() {}

  /**
   * Writes a temporary file beside {@code target} and renames it over {@code target}.
   *
   * <p>The bytes lie in the order of {@code tensors}, wider elements before narrower ones so that
   * every tensor is aligned. The same tensors give the same file.
   *
   * @throws IllegalArgumentException if a tensor is named {@code __metadata__}
   */
  public static void write(Path target, Map<String, Tensor> tensors, Map<String, String> metadata)
      throws IOException {
    if (tensors.containsKey(SafetensorsHeader.METADATA)) {
      throw new IllegalArgumentException("no tensor may be named " + SafetensorsHeader.METADATA);
    }
    var ordered = new ArrayList<>(tensors.entrySet());
    Comparator<Map.Entry<String, Tensor>> byWidth =
        Comparator.comparingInt(entry -> entry.getValue().info().dtype().bytes());
    ordered.sort(byWidth.reversed());

    Path absolute = target.toAbsolutePath();
    Path temporary =
        absolute.resolveSibling("." + absolute.getFileName() + "." + UUID.randomUUID() + ".tmp");
    try {
      try (var channel =
          FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        writeFully(channel, header(ordered, metadata));
        for (Map.Entry<String, Tensor> entry : ordered) {
          writeFully(channel, entry.getValue().data());
        }
        channel.force(true);
      }
      Files.move(
          temporary, absolute, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static ByteBuffer header(
      List<Map.Entry<String, Tensor>> tensors, Map<String, String> metadata) throws IOException {
    ObjectNode root = JSON.createObjectNode();
    if (!metadata.isEmpty()) {
      root.set(SafetensorsHeader.METADATA, JSON.valueToTree(metadata));
    }
    long offset = 0;
    for (Map.Entry<String, Tensor> entry : tensors) {
      TensorInfo info = entry.getValue().info();
      ObjectNode node = root.putObject(entry.getKey());
      node.put(SafetensorsHeader.DTYPE, info.dtype().name());
      node.set(SafetensorsHeader.SHAPE, JSON.valueToTree(info.shape()));
      node.putArray(SafetensorsHeader.OFFSETS).add(offset).add(offset + info.bytes());
      offset += info.bytes();
    }
    byte[] json = JSON.writeValueAsBytes(root);
    int padded = (json.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    var header =
        ByteBuffer.allocate(Long.BYTES + padded).order(ByteOrder.LITTLE_ENDIAN).putLong(padded);
    header.put(json);
    while (header.hasRemaining()) {
      header.put((byte) ' ');
    }
    return header.flip();
  }

  private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }
}
