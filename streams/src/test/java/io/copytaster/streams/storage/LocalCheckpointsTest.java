package io.copytaster.streams.storage;

import static io.copytaster.streams.storage.Fixtures.ID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.copytaster.model.checkpoint.CheckpointException;
import io.copytaster.model.checkpoint.Encoders;
import io.copytaster.model.checkpoint.FileDigests;
import io.copytaster.schemas.ModelAnnouncement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A copy is the announced checkpoint to the byte, or there is none. */
class LocalCheckpointsTest {

  private static final String WEIGHTS = "model.safetensors";
  private static final String WRONG = "0".repeat(64);

  @TempDir Path directory;
  private Path published;
  private LocalCheckpoints copies;
  private ModelAnnouncement announcement;

  @BeforeEach
  void publish() throws IOException {
    Path checkpoint = Fixtures.checkpoint(directory.resolve("desks"), "weights");
    var store = new DirectoryStore(directory.resolve("store"));
    var folder = store.publish(checkpoint, ID);
    published = Path.of(folder);
    announcement = Fixtures.announced(checkpoint, ID, folder);
    copies = new LocalCheckpoints(directory.resolve("copies"), store, Encoders.inUserCache());
  }

  @Test
  void announced_isCopiedOnce() throws IOException {
    Path copy = copies.obtain(announcement);
    FileDigests.of(announcement.getDigests()).verifyExactly(copy);
    Files.delete(published.resolve(WEIGHTS));
    assertThat(copies.obtain(announcement)).isEqualTo(copy);
    assertThat(copies.ids()).containsExactly(ID);
  }

  @Test
  void damagedCopy_isFetchedAnew() throws IOException {
    Path copy = copies.obtain(announcement);
    Files.writeString(copy.resolve(WEIGHTS), "weighty");
    assertThat(copies.obtain(announcement).resolve(WEIGHTS)).hasContent("weights");
    Files.writeString(copy.resolve("adapter_config.json"), "{}");
    assertThat(copies.obtain(announcement).resolve("adapter_config.json")).doesNotExist();
  }

  @Test
  void missingFile_isWorthTryingAgain_andLeavesNothing() throws IOException {
    Files.delete(published.resolve(WEIGHTS));
    assertThatIOException().isThrownBy(() -> copies.obtain(announcement));
    assertNothingIsLeft();
  }

  @Test
  void truncatedFile_isRefused() throws IOException {
    Files.writeString(published.resolve(WEIGHTS), "weigh");
    assertRefused(announcement, "bytes 5, expected 7");
  }

  @Test
  void otherBytes_areRefused() throws IOException {
    Files.writeString(published.resolve(WEIGHTS), "Weights");
    assertRefused(announcement, WEIGHTS);
  }

  @Test
  void otherDigest_isRefused() throws IOException {
    assertRefused(with(Map.of(WEIGHTS, WRONG)), "manifest.json");
    assertRefused(with(Map.of("manifest.json", WRONG)), "manifest.json is not the file meant");
  }

  @Test
  void fileThatTheManifestDoesNotList_isRefused() throws IOException {
    Files.writeString(published.resolve("more.bin"), "more");
    assertRefused(with(Map.of("more.bin", WRONG)), "more.bin");
  }

  @Test
  void withoutManifest_isRefused() throws IOException {
    var digests = new HashMap<>(announcement.getDigests());
    digests.remove("manifest.json");
    assertRefused(
        ModelAnnouncement.newBuilder(announcement).setDigests(digests).build(), "no manifest.json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../escape", "a/b", "/etc/passwd", "..", ".hidden", "a\\b", "c:d"})
  void nameThatLeadsElsewhere_isRefused(String name) throws IOException {
    assertRefused(with(Map.of(name, WRONG)), "not the name of a file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../desks", "", "..", "a/b"})
  void identifierThatLeadsElsewhere_isRefused(String id) throws IOException {
    assertRefused(
        ModelAnnouncement.newBuilder(announcement).setModel(id).build(), "name of a folder");
  }

  @Test
  void placeThatIsNoUri_isRefused() throws IOException {
    assertRefused(
        ModelAnnouncement.newBuilder(announcement).setUri("file: nowhere").build(), "no URI");
  }

  @Test
  void shipped_isWhatThisProgramShips_andNothingElse() {
    assertThatThrownBy(
            () -> copies.obtain(ModelAnnouncement.newBuilder(announcement).setUri("").build()))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("this version of the program ships");
  }

  @Test
  void prune_keepsWhatIsNamed() throws IOException {
    copies.obtain(announcement);
    Path other = Fixtures.checkpoint(directory.resolve("other"), "others");
    var store = new DirectoryStore(directory.resolve("store"));
    copies.obtain(Fixtures.announced(other, "other-1", store.publish(other, "other-1")));
    copies.prune(Set.of(ID));
    assertThat(copies.ids()).containsExactly(ID);
    copies.prune(Set.of());
    assertNothingIsLeft();
  }

  private ModelAnnouncement with(Map<String, String> changed) {
    var digests = new HashMap<>(announcement.getDigests());
    digests.putAll(changed);
    return ModelAnnouncement.newBuilder(announcement).setDigests(digests).build();
  }

  private void assertRefused(ModelAnnouncement refused, String why) throws IOException {
    assertThatThrownBy(() -> copies.obtain(refused))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining(why);
    assertNothingIsLeft();
  }

  private void assertNothingIsLeft() throws IOException {
    Path root = directory.resolve("copies");
    if (Files.exists(root)) {
      try (Stream<Path> left = Files.list(root)) {
        assertThat(left).isEmpty();
      }
    }
  }
}
