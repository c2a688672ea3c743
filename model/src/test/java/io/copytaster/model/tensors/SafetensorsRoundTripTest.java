package io.copytaster.model.tensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written is what is read. */
class SafetensorsRoundTripTest {

  @TempDir Path folder;

  @Test
  void everyType_roundTrips() throws IOException {
    long seed = 20260301;
    var random = new Random(seed);
    var tensors = new LinkedHashMap<String, Tensor>();
    for (DType dtype : DType.values()) {
      List<Long> shape = List.of((long) random.nextInt(4), 1L + random.nextInt(5));
      var info = new TensorInfo(dtype, shape);
      var bytes = new byte[(int) info.bytes()];
      random.nextBytes(bytes);
      tensors.put("tensor." + dtype, new Tensor(info, ByteBuffer.wrap(bytes)));
    }
    tensors.put("scalar", Tensor.ofFloats(List.of(), 7));
    Path path = write(tensors);

    try (var file = Safetensors.open(path)) {
      assertThat(file.metadata()).isEqualTo(SafetensorsWriter.PYTORCH);
      assertThat(file.names()).as("seed %d", seed).containsAll(tensors.keySet());
      for (Map.Entry<String, Tensor> tensor : tensors.entrySet()) {
        assertThat(file.info(tensor.getKey())).isEqualTo(tensor.getValue().info());
        assertThat(file.data(tensor.getKey()))
            .as("seed %d, %s", seed, tensor.getKey())
            .isEqualTo(tensor.getValue().data());
      }
    }
  }

  @Test
  void sameTensors_giveTheSameBytes_andNothingElseIsLeft() throws IOException {
    var tensors = Map.of("a", Tensor.ofFloats(List.of(2L), 1, 2));
    byte[] first = Files.readAllBytes(write(tensors));
    assertThat(Files.readAllBytes(write(tensors))).isEqualTo(first);
    try (var left = Files.list(folder)) {
      assertThat(left).hasSize(1);
    }
  }

  @Test
  void metadataAsAName_isRefused() {
    var tensors = Map.of("__metadata__", Tensor.ofFloats(List.of(1L), 1));
    assertThatThrownBy(() -> write(tensors)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void halfPrecision_isWidenedExactly() throws IOException {
    var f16 = shorts(0x3C00, 0xC000, 0x7BFF, 0x0001, 0x8000, 0x7C00, 0x3555, 0xFC00);
    var bf16 = shorts(0x3F80, 0xC000, 0x7F7F, 0x0001, 0x8000, 0x7F80);
    Path path =
        write(
            Map.of(
                "f16", new Tensor(new TensorInfo(DType.F16, List.of(8L)), f16),
                "bf16", new Tensor(new TensorInfo(DType.BF16, List.of(6L)), bf16)));
    try (var file = Safetensors.open(path)) {
      assertThat(floats(file.fp32("f16")))
          .containsExactly(
              1f,
              -2f,
              65504f,
              0x1p-24f,
              -0f,
              Float.POSITIVE_INFINITY,
              0.333251953125f,
              Float.NEGATIVE_INFINITY);
      assertThat(floats(file.fp32("bf16")))
          .containsExactly(1f, -2f, 0x1.FEp127f, 0x1p-133f, -0f, Float.POSITIVE_INFINITY);
    }
  }

  @Test
  void fp32_ofIntegers_isRefused() throws IOException {
    var integers = new Tensor(new TensorInfo(DType.I64, List.of(1L)), ByteBuffer.allocate(8));
    try (var file = Safetensors.open(write(Map.of("ids", integers)))) {
      assertThatThrownBy(() -> file.fp32("ids"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("I64");
    }
  }

  @Test
  void misalignedFile_isReadThroughACopy() throws IOException {
    byte[] json =
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}} "
            .getBytes(StandardCharsets.UTF_8);
    assertThat((8 + json.length) % 4).isNotZero();
    var content = ByteBuffer.allocate(12 + json.length).order(ByteOrder.LITTLE_ENDIAN);
    content.putLong(json.length).put(json).putFloat(3.5f);
    Path path = Files.write(folder.resolve("odd.safetensors"), content.array());
    try (var file = Safetensors.open(path)) {
      assertThat(floats(file.fp32("a"))).containsExactly(3.5f);
    }
  }

  @Test
  void tensorsBeyondTwoGibibytes_areReadOneByOne() throws IOException {
    long large = 1_500_000_000L;
    String json =
        """
        {"a":{"dtype":"U8","shape":[%1$d],"data_offsets":[0,%1$d]},\
        "b":{"dtype":"U8","shape":[%1$d],"data_offsets":[%1$d,%2$d]},\
        "c":{"dtype":"F32","shape":[1],"data_offsets":[%2$d,%3$d]}}"""
            .formatted(large, 2 * large, 2 * large + 4);
    Path path = folder.resolve("large.safetensors");
    try (var sparse =
        FileChannel.open(
            path,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.SPARSE,
            StandardOpenOption.WRITE)) {
      byte[] header = json.getBytes(StandardCharsets.UTF_8);
      var front = ByteBuffer.allocate(8 + header.length).order(ByteOrder.LITTLE_ENDIAN);
      sparse.write(front.putLong(header.length).put(header).flip());
      var last = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat(2.5f).flip();
      sparse.write(last, 8 + header.length + 2 * large);
    }
    try (var file = Safetensors.open(path)) {
      assertThat(floats(file.fp32("c"))).containsExactly(2.5f);
      assertThat(file.data("b").remaining()).isEqualTo((int) large);
    }
  }

  private Path write(Map<String, Tensor> tensors) throws IOException {
    Path path = folder.resolve("model.safetensors");
    SafetensorsWriter.write(path, tensors, SafetensorsWriter.PYTORCH);
    return path;
  }

  private static ByteBuffer shorts(int... values) {
    var buffer = ByteBuffer.allocate(2 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int value : values) {
      buffer.putShort((short) value);
    }
    return buffer.flip();
  }

  private static float[] floats(ByteBuffer buffer) {
    assertThat(buffer.isDirect()).isTrue();
    var floats = new float[buffer.remaining() / Float.BYTES];
    buffer.asFloatBuffer().get(floats);
    return floats;
  }
}
