package io.copytaster.streams.storage;

import static io.copytaster.streams.storage.Fixtures.ID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.copytaster.model.checkpoint.CheckpointException;
import io.copytaster.model.checkpoint.FileDigests;
import io.copytaster.model.checkpoint.Manifest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every kind of storage. */
abstract class CheckpointStoreGuarantees {

  private static final int PUBLISHERS = 4;

  @TempDir Path directory;
  private Path checkpoint;
  private CheckpointStore store;

  /** An empty store; the same place at each call within a test. */
  abstract CheckpointStore open();

  @BeforeEach
  void write() throws IOException {
    checkpoint = Fixtures.checkpoint(directory.resolve("desks"), "weights");
    store = open();
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void published_isFetchedToTheByte_byAnotherClient() throws IOException {
    URI folder = store.publish(checkpoint, ID);
    var digests = FileDigests.of(checkpoint);
    Path copy = Files.createDirectory(directory.resolve("copy"));
    try (var other = open()) {
      assertThat(other.ids()).containsExactly(ID);
      other.fetch(folder, digests.byName().keySet(), copy);
    }
    digests.verifyExactly(copy);
    assertThat(copy.resolve("optimizer.state")).doesNotExist();
  }

  @Test
  void equalContent_isPublishedOnce_underOneName() throws IOException {
    URI first = store.publish(checkpoint, ID);
    assertThat(store.publish(checkpoint, ID)).isEqualTo(first);
    assertThat(store.ids()).containsExactly(ID);
  }

  @Test
  void otherContent_underATakenIdentifier_isRefused_andTheFirstStays() throws IOException {
    URI folder = store.publish(checkpoint, ID);
    Path other = Fixtures.checkpoint(directory.resolve("other"), "others");
    assertThatIllegalStateException()
        .isThrownBy(() -> store.publish(other, ID))
        .withMessageContaining(ID)
        .withMessageContaining("another name in manifest.json");
    Path copy = Files.createDirectory(directory.resolve("copy"));
    store.fetch(folder, List.of("model.safetensors"), copy);
    assertThat(copy.resolve("model.safetensors")).hasContent("weights");
  }

  @Test
  void aFileThatIsNotItsManifests_isNeverPublished() throws IOException {
    Files.writeString(checkpoint.resolve("model.safetensors"), "changed");
    assertThatThrownBy(() -> store.publish(checkpoint, ID))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("model.safetensors");
    assertThat(store.ids()).isEmpty();
  }

  @Test
  void withoutManifest_isRefused() throws IOException {
    Files.delete(checkpoint.resolve(Manifest.FILE));
    assertThatThrownBy(() -> store.publish(checkpoint, ID))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("manifest.json is missing");
  }

  @Test
  void concurrentPublishers_agree() throws Exception {
    var publishers = new ArrayList<Callable<URI>>();
    for (int i = 0; i < PUBLISHERS; i++) {
      publishers.add(() -> store.publish(checkpoint, ID));
    }
    var threads = Executors.newFixedThreadPool(PUBLISHERS);
    try {
      var folders = new HashSet<URI>();
      for (var publisher : threads.invokeAll(publishers)) {
        folders.add(publisher.get());
      }
      assertThat(folders).hasSize(1);
    } finally {
      threads.shutdownNow();
    }
    Path copy = Files.createDirectory(directory.resolve("copy"));
    store.fetch(URI.create("file:/" + ID), FileDigests.of(checkpoint).byName().keySet(), copy);
    FileDigests.of(checkpoint).verifyExactly(copy);
    assertThat(store.ids()).containsExactly(ID);
  }

  @Test
  void deleted_isGone_andDeletingAgainDoesNothing() throws IOException {
    URI folder = store.publish(checkpoint, ID);
    store.publish(checkpoint, "other-1");
    store.delete(ID);
    store.delete(ID);
    assertThat(store.ids()).containsExactly("other-1");
    Path copy = Files.createDirectory(directory.resolve("copy"));
    assertThatIOException().isThrownBy(() -> store.fetch(folder, List.of("config.json"), copy));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "../desks", "a/b", "a\\b", ".hidden", "a b", "ä"})
  void identifierThatIsNoFileName_isRefused(String id) {
    assertThatThrownBy(() -> store.publish(checkpoint, id))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("cannot be the name of a folder");
    assertThatThrownBy(() -> store.delete(id)).isInstanceOf(CheckpointException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"../secret", "a/b", "a\\b", "..", ".hidden", ""})
  void fileNameThatLeadsElsewhere_isRefused(String name) throws IOException {
    URI folder = store.publish(checkpoint, ID);
    assertThatThrownBy(() -> store.fetch(folder, List.of(name), directory))
        .isInstanceOf(CheckpointException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:///etc/..", "file:///", "s3://bucket", "mailto:x"})
  void folderThatNamesNoCheckpoint_isRefused(String uri) {
    assertThatThrownBy(() -> store.fetch(URI.create(uri), List.of("config.json"), directory))
        .isInstanceOf(CheckpointException.class);
  }
}
