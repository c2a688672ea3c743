package io.copytaster.model.tensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A graph's weights and operations come out of the protobuf as they are. */
class OnnxTest {

  @Test
  void weightsAndNodes_areRead() {
    Onnx model = Onnx.read(model(tensor(1, 2, 2)));
    assertThat(model.nodes())
        .containsExactly(new Onnx.Node("MatMul", "/dense/MatMul", List.of("x", "w"), List.of("y")));
    assertThat(model.initializers()).containsOnlyKeys("w");
    assertThat(model.initializers().get("w"))
        .isEqualTo(Tensor.ofFloats(List.of(2L, 2L), 1, 2, 3, 4));
  }

  @Test
  void packedDimensions_areReadAlike() {
    ByteBuffer packed = message(bytes(1, new byte[] {2, 2}), varint(2, 1), named(), floats());
    assertThat(Onnx.read(model(packed))).isEqualTo(Onnx.read(model(tensor(1, 2, 2))));
  }

  @Test
  void unknownDataType_isRefused() {
    assertThatThrownBy(() -> Onnx.read(model(tensor(8, 2, 2))))
        .isInstanceOf(OnnxException.class)
        .hasMessageContaining("'w' has data type 8");
  }

  @Test
  void weightsKeptElsewhere_areRefused() {
    assertThatThrownBy(() -> Onnx.read(model(message(varint(1, 4), varint(2, 1), named()))))
        .isInstanceOf(OnnxException.class)
        .hasMessageContaining("raw data");
  }

  @Test
  void everyPrefix_isRefusedOrShorter() {
    ByteBuffer whole = model(tensor(1, 2, 2));
    for (int length = 1; length < whole.remaining(); length++) {
      ByteBuffer cut = whole.slice(0, length);
      assertThatThrownBy(() -> Onnx.read(cut))
          .as("the first %d bytes", length)
          .isInstanceOf(OnnxException.class);
    }
  }

  private static ByteBuffer model(ByteBuffer initializer) {
    ByteBuffer node =
        message(
            text(1, "x"), text(1, "w"), text(2, "y"), text(3, "/dense/MatMul"), text(4, "MatMul"));
    return message(bytes(7, message(bytes(1, node), bytes(5, initializer))));
  }

  private static ByteBuffer tensor(int type, int rows, int columns) {
    return message(varint(1, rows), varint(1, columns), varint(2, type), named(), floats());
  }

  private static byte[] named() {
    return text(8, "w");
  }

  private static byte[] floats() {
    var data = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    data.putFloat(1).putFloat(2).putFloat(3).putFloat(4);
    return bytes(9, data.array());
  }

  private static byte[] varint(int field, int value) {
    return new byte[] {(byte) (field << 3), (byte) value};
  }

  private static byte[] text(int field, String text) {
    return bytes(field, text.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] bytes(int field, ByteBuffer message) {
    var content = new byte[message.remaining()];
    message.duplicate().get(content);
    return bytes(field, content);
  }

  private static byte[] bytes(int field, byte[] content) {
    var buffer = ByteBuffer.allocate(content.length + 3).put((byte) (field << 3 | 2));
    if (content.length >= 128) {
      buffer.put((byte) (content.length & 0x7F | 0x80)).put((byte) (content.length >> 7));
    } else {
      buffer.put((byte) content.length);
    }
    var encoded = new byte[buffer.put(content).position()];
    buffer.flip().get(encoded);
    return encoded;
  }

  private static ByteBuffer message(byte[]... fields) {
    var message = ByteBuffer.allocate(4096);
    for (byte[] field : fields) {
      message.put(field);
    }
    return message.flip();
  }
}
