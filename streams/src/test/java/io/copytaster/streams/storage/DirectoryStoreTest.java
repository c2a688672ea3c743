package io.copytaster.streams.storage;

import static io.copytaster.streams.storage.Fixtures.ID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.copytaster.model.checkpoint.FileDigests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DirectoryStoreTest extends CheckpointStoreGuarantees {

  @Override
  CheckpointStore open() {
    return new DirectoryStore(root());
  }

  private Path root() {
    return directory.resolve("store");
  }

  @Test
  void halfWritten_isNotSeen_andSweptAfterADay() throws IOException {
    Path killed = Files.createDirectories(root().resolve("." + ID + ".partial-1"));
    Files.writeString(killed.resolve("manifest.json"), "{}");
    Path recent = Files.createDirectories(root().resolve("." + ID + ".partial-2"));
    try (var store = open()) {
      assertThat(store.ids()).isEmpty();
      Files.setLastModifiedTime(killed, FileTime.from(Instant.now().minus(Duration.ofHours(25))));
      store.publish(Fixtures.checkpoint(directory.resolve("new"), "weights"), ID);
      assertThat(store.ids()).containsExactly(ID);
    }
    assertThat(killed).doesNotExist();
    assertThat(recent).exists();
  }

  @Test
  void anotherMountPoint_isTheSameStorage() throws IOException {
    Path checkpoint = Fixtures.checkpoint(directory.resolve("new"), "weights");
    try (var store = open()) {
      var folder = store.publish(checkpoint, ID);
      Path elsewhere = directory.resolve("mounted-elsewhere");
      Files.move(root(), elsewhere);
      Path copy = Files.createDirectory(directory.resolve("copy"));
      var there = new DirectoryStore(elsewhere);
      there.fetch(folder, FileDigests.of(checkpoint).byName().keySet(), copy);
      FileDigests.of(checkpoint).verifyExactly(copy);
    }
  }

  @Test
  void links_areNotFollowed() throws IOException {
    Path checkpoint = Fixtures.checkpoint(directory.resolve("new"), "weights");
    Path secret = Files.writeString(directory.resolve("secret"), "secret");
    try (var store = open()) {
      var folder = store.publish(checkpoint, ID);
      Path copy = Files.createDirectory(directory.resolve("copy"));
      Files.createSymbolicLink(root().resolve("linked"), checkpoint);
      assertThatIOException()
          .isThrownBy(
              () -> store.fetch(root().resolve("linked").toUri(), List.of("config.json"), copy))
          .withMessageContaining("is a link");
      Files.createSymbolicLink(root().resolve(ID).resolve("secret"), secret);
      assertThatIOException().isThrownBy(() -> store.fetch(folder, List.of("secret"), copy));
    }
  }
}
