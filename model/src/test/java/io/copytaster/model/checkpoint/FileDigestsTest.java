package io.copytaster.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.copytaster.model.checkpoint.CheckpointException.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A copy passes only if it is the original. */
class FileDigestsTest {

  private static final String WRONG = "0".repeat(64);

  @TempDir Path directory;
  private FileDigests digests = FileDigests.of(Map.of("manifest.json", WRONG));

  @BeforeEach
  void write() throws IOException {
    Files.writeString(directory.resolve("weights"), "1234567");
    Manifest.of(directory, "tiny").write(directory);
    digests = FileDigests.of(directory);
  }

  @Test
  void theOriginal_passes() throws IOException {
    assertThat(digests.byName()).containsOnlyKeys("manifest.json", "weights");
    digests.verifyExactly(directory);
    assertThat(digests.isManifest(Files.readAllBytes(directory.resolve("manifest.json")))).isTrue();
    assertThat(digests.isManifest(new byte[0])).isFalse();
  }

  @Test
  void unlistedFile_failsOnlyWhereNothingElseMayBe() throws IOException {
    Files.writeString(directory.resolve("more"), "");
    digests.verify(directory);
    assertThatThrownBy(() -> digests.verifyExactly(directory)).hasMessageContaining("[more]");
  }

  @Test
  void changedTruncatedMissingAndLinkedFiles_fail() throws IOException {
    Path weights = directory.resolve("weights");
    Files.writeString(weights, "7654321");
    assertFails(Problem.CHECKSUM);
    Files.writeString(weights, "123456");
    assertFails(Problem.CHECKSUM);
    Files.delete(weights);
    assertFails(Problem.FILE_MISSING);
    Path elsewhere = Files.writeString(directory.resolve("elsewhere"), "1234567");
    Files.createSymbolicLink(weights, elsewhere);
    assertFails(Problem.CHECKSUM);
  }

  @Test
  void manifestOfOtherFiles_fails() throws IOException {
    Files.writeString(directory.resolve("more"), "");
    Manifest.of(directory, "tiny").write(directory);
    assertFails(Problem.CHECKSUM);
    Files.delete(directory.resolve("manifest.json"));
    assertFails(Problem.FILE_MISSING);
  }

  @ParameterizedTest
  @ValueSource(strings = {"../up", "a/b", "a\\b", ".hidden", "..", ""})
  void nameOfNoPlainFile_isRefused(String name) {
    assertThatThrownBy(() -> FileDigests.of(Map.of("manifest.json", WRONG, name, WRONG)))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("not the name of a file");
  }

  @Test
  void digestThatIsNone_andNoManifest_areRefused() {
    assertThatThrownBy(() -> FileDigests.of(Map.of("manifest.json", "ABC")))
        .hasMessageContaining("not a SHA-256");
    assertThatThrownBy(() -> FileDigests.of(Map.of("weights", WRONG)))
        .hasMessageContaining("list no manifest.json");
  }

  private void assertFails(Problem problem) {
    assertThatThrownBy(() -> digests.verify(directory))
        .isInstanceOfSatisfying(
            CheckpointException.class, e -> assertThat(e.problem()).isEqualTo(problem));
  }
}
