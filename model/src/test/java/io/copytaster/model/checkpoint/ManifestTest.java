package io.copytaster.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.copytaster.model.checkpoint.CheckpointException.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A manifest notices every change to what it lists. */
class ManifestTest {

  @TempDir Path directory;
  private Manifest manifest;

  @BeforeEach
  void threeFiles() throws IOException {
    Files.writeString(directory.resolve("config.json"), "{}");
    Files.writeString(directory.resolve("README.md"), "about");
    Files.writeString(directory.resolve(".hidden"), "ignored");
    manifest = Manifest.of(directory, "tiny");
  }

  @Test
  void written_isReadAgain() throws IOException {
    manifest.write(directory);
    assertThat(Manifest.read(directory)).contains(manifest);
    assertThat(manifest.files()).containsOnlyKeys("README.md", "config.json");
    assertThat(manifest.files().get("config.json"))
        .isEqualTo(
            new Manifest.Entry(
                2, "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"));
    manifest.verify(directory);
  }

  @Test
  void absent_isEmpty() {
    assertThat(Manifest.read(directory)).isEmpty();
  }

  @Test
  void changedByte_isFoundByTheFullCheckOnly() throws IOException {
    Files.writeString(directory.resolve("README.md"), "abouT");
    manifest.verifySizes(directory);
    assertRefused(Problem.CHECKSUM);
  }

  @Test
  void otherSize_missingAndUnlistedFiles_areFound() throws IOException {
    Files.writeString(directory.resolve("README.md"), "about it");
    assertRefused(Problem.CHECKSUM);
    Files.delete(directory.resolve("README.md"));
    assertRefused(Problem.FILE_MISSING);
    Files.writeString(directory.resolve("README.md"), "about");
    Files.writeString(directory.resolve("tokenizer.json"), "{}");
    assertRefused(Problem.CHECKSUM);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "{}",
        "{\"name\": \"a\", \"files\": {}}",
        "{\"name\": \"a\", \"files\": {\"b\": {\"size\": 1, \"sha256\": \"short\"}}}",
        "{\"name\": \"a\", \"files\": {\"../b\": {\"size\": 1, \"sha256\": \"%s\"}}}",
        "{\"name\": \"a\", \"files\": {\"b\": {\"size\": \"1\", \"sha256\": \"%s\"}}}",
        "{\"name\": \"a\", \"createdAt\": \"now\", \"files\": {\"b\": {\"size\": 1, \"sha256\": \"%s\"}}}"
      })
  void malformed_isRefused(String json) throws IOException {
    Files.writeString(directory.resolve(Manifest.FILE), json.replace("%s", "0".repeat(64)));
    var refused = catchThrowableOfType(CheckpointException.class, () -> Manifest.read(directory));
    assertThat(refused).as(json).isNotNull();
    assertThat(refused.problem()).isEqualTo(Problem.MANIFEST);
  }

  private void assertRefused(Problem problem) {
    var refused = catchThrowableOfType(CheckpointException.class, () -> manifest.verify(directory));
    assertThat(refused).isNotNull();
    assertThat(refused.problem()).as(refused.getMessage()).isEqualTo(problem);
  }
}
