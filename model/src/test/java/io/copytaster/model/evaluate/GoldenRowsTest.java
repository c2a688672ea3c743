package io.copytaster.model.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.copytaster.model.checkpoint.CheckpointException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Golden rows come back as they were written, or not at all. */
class GoldenRowsTest {

  private static final String ROW =
      "{\"id\":\"a\",\"title\":\"t\",\"body\":\"b\",\"label\":\"World\",\"logits\":[1.5,-2]}";

  @TempDir private Path directory;

  @Test
  void written_areReadAgain() throws IOException {
    var rows =
        new GoldenRows(
            List.of(
                new GoldenRow(
                    "a", "Rødvik \"harbour\"", "line\nline", "World", List.of(0.1f, -3e-8f)),
                new GoldenRow("b", "", "body", "Sports", List.of(Float.MIN_VALUE, 1e30f))));
    assertThat(GoldenRows.exist(directory)).isFalse();
    rows.write(directory);
    assertThat(GoldenRows.exist(directory)).isTrue();
    assertThat(GoldenRows.read(directory)).isEqualTo(rows);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "not JSON",
        "{\"id\":\"a\"}",
        ROW + " {}",
        ROW + "\n\n" + ROW,
        "{\"id\":\"a\",\"title\":\"t\",\"body\":null,\"label\":\"World\",\"logits\":[1]}"
      })
  void malformed_isRefused(String text) throws IOException {
    Files.writeString(directory.resolve(GoldenRows.FILE), text);
    assertThatExceptionOfType(CheckpointException.class)
        .isThrownBy(() -> GoldenRows.read(directory))
        .satisfies(e -> assertThat(e.problem()).isEqualTo(CheckpointException.Problem.GOLDEN));
  }
}
