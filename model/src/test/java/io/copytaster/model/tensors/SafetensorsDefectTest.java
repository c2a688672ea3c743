package io.copytaster.model.tensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.copytaster.model.tensors.SafetensorsException.Defect;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way to be malformed is refused, each as what it is. */
class SafetensorsDefectTest {

  private static final String GOOD = entry("a", "F32", "[2]", "[0,8]");

  @TempDir Path folder;

  @Test
  void wellFormed_isRead() throws IOException {
    try (var file = Safetensors.open(write(file("{" + GOOD + "}   ", 8)))) {
      assertThat(file.names()).containsExactly("a");
    }
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("malformed")
  void malformed_isRefusedByName(Defect defect, String what, byte[] content) throws IOException {
    Path path = write(content);
    var refused =
        catchThrowableOfType(SafetensorsException.class, () -> Safetensors.open(path).close());
    assertThat(refused).as(what).isNotNull();
    assertThat(refused.defect()).as(refused.getMessage()).isEqualTo(defect);
  }

  @Test
  void everyDefect_hasACase() {
    assertThat(malformed().map(arguments -> arguments.get()[0]).collect(Collectors.toSet()))
        .containsExactlyInAnyOrderElementsOf(Arrays.asList((Object[]) Defect.values()));
  }

  @Test
  void everyPrefix_isRefused() throws IOException {
    byte[] whole = file("{" + GOOD + "}", 8);
    for (int length = 0; length < whole.length; length++) {
      Path path = write(Arrays.copyOf(whole, length));
      var refused =
          catchThrowableOfType(SafetensorsException.class, () -> Safetensors.open(path).close());
      assertThat(refused).as("the first %d of %d bytes", length, whole.length).isNotNull();
    }
  }

  static Stream<Arguments> malformed() {
    return Stream.of(
        of(Defect.HEADER_LENGTH_MISSING, "an empty file", new byte[0]),
        of(Defect.HEADER_LENGTH_MISSING, "seven bytes", new byte[7]),
        of(Defect.HEADER_TOO_LARGE, "one byte over the limit", length(100_000_001)),
        of(Defect.HEADER_TOO_LARGE, "a length with its top bit set", length(-1)),
        of(Defect.HEADER_BEYOND_END, "a length of 50 in a file of 8", length(50)),
        of(Defect.HEADER_START, "a header of no bytes", length(0)),
        of(Defect.HEADER_START, "white space before the brace", file(" {}", 0)),
        of(Defect.HEADER_START, "a list", file("[]", 0)),
        of(Defect.HEADER_NOT_UTF8, "a byte 0xFF", notUtf8()),
        of(Defect.HEADER_NOT_JSON, "an open brace", file("{", 0)),
        of(Defect.HEADER_NOT_JSON, "a second object", file("{}{}", 0)),
        of(Defect.HEADER_NOT_JSON, "a comment", file("{/**/}", 0)),
        of(Defect.HEADER_NOT_JSON, "nesting without end", file("{\"a\":" + "[".repeat(5000), 0)),
        of(Defect.DUPLICATE_NAME, "a tensor twice", header(8, GOOD, GOOD)),
        of(Defect.DUPLICATE_NAME, "a field twice", header(0, "\"a\":{\"dtype\":1,\"dtype\":2}")),
        of(Defect.METADATA_NOT_STRINGS, "a number", header(0, "\"__metadata__\":{\"a\":1}")),
        of(Defect.METADATA_NOT_STRINGS, "a list", header(0, "\"__metadata__\":[]")),
        of(Defect.ENTRY_FIELDS, "no object", header(0, "\"a\":1")),
        of(Defect.ENTRY_FIELDS, "no shape", header(0, "\"a\":{\"dtype\":\"F32\"}")),
        entryOf(Defect.UNKNOWN_DTYPE, "F31", "[2]", "[0,8]"),
        entryOf(Defect.UNKNOWN_DTYPE, "f32", "[2]", "[0,8]"),
        entryOf(Defect.BAD_SHAPE, "F32", "[-2]", "[0,8]"),
        entryOf(Defect.BAD_SHAPE, "F32", "[2.0]", "[0,8]"),
        entryOf(Defect.BAD_SHAPE, "F32", "2", "[0,8]"),
        entryOf(Defect.SHAPE_OVERFLOW, "F32", "[4294967296,4294967296]", "[0,8]"),
        entryOf(Defect.SHAPE_OVERFLOW, "F32", "[4611686018427387904]", "[0,8]"),
        entryOf(Defect.BAD_OFFSETS, "F32", "[2]", "[8,0]"),
        entryOf(Defect.BAD_OFFSETS, "F32", "[2]", "[-8,0]"),
        entryOf(Defect.BAD_OFFSETS, "F32", "[2]", "[0]"),
        entryOf(Defect.BAD_OFFSETS, "F32", "[2]", "[0,99999999999999999999]"),
        entryOf(Defect.SIZE_MISMATCH, "F32", "[2]", "[0,4]"),
        entryOf(Defect.SIZE_MISMATCH, "F16", "[2]", "[0,8]"),
        of(
            Defect.OVERLAP,
            "half of the first",
            header(12, GOOD, entry("b", "F32", "[2]", "[4,12]"))),
        of(Defect.OVERLAP, "the same bytes", header(8, GOOD, entry("b", "F32", "[2]", "[0,8]"))),
        of(Defect.HOLE, "before the first", header(12, entry("b", "F32", "[2]", "[4,12]"))),
        of(Defect.HOLE, "in between", header(20, GOOD, entry("b", "F32", "[2]", "[12,20]"))),
        of(Defect.DATA_BEYOND_END, "cut off", file("{" + GOOD + "}", 7)),
        of(Defect.TRAILING_BYTES, "one more", file("{" + GOOD + "}", 9)),
        of(Defect.TRAILING_BYTES, "bytes and no tensor", file("{}", 1)));
  }

  private static Arguments of(Defect defect, String what, byte[] content) {
    return Arguments.of(defect, what, content);
  }

  private static Arguments entryOf(Defect defect, String dtype, String shape, String offsets) {
    return of(defect, dtype + shape + offsets, header(8, entry("a", dtype, shape, offsets)));
  }

  private static String entry(String name, String dtype, String shape, String offsets) {
    return "\"%s\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":%s}"
        .formatted(name, dtype, shape, offsets);
  }

  private static byte[] header(int dataBytes, String... entries) {
    return file("{" + String.join(",", entries) + "}", dataBytes);
  }

  private static byte[] file(String header, int dataBytes) {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + json.length + dataBytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(json.length)
        .put(json)
        .array();
  }

  private static byte[] length(long length) {
    return ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(length).array();
  }

  private static byte[] notUtf8() {
    byte[] content = file("{\"?\":1}", 0);
    content[10] = (byte) 0xFF;
    return content;
  }

  private Path write(byte[] content) throws IOException {
    return Files.write(folder.resolve("model.safetensors"), content);
  }
}
