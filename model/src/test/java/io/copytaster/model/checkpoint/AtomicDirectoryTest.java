package io.copytaster.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A directory is there whole, the old one or the new one, whatever goes wrong. */
class AtomicDirectoryTest {

  @TempDir Path folder;
  private Path target;

  @BeforeEach
  void name() {
    target = folder.resolve("model");
  }

  @Test
  void create_fillsANewDirectory_andNeverTouchesAnOldOne() throws IOException {
    AtomicDirectory.create(target, directory -> write(directory, "first"));
    assertThat(target.resolve("weights")).hasContent("first");
    assertThatThrownBy(() -> AtomicDirectory.create(target, directory -> write(directory, "2")))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("is there already");
    assertOnly("first");
  }

  @Test
  void offer_theFirstStays_andNothingElseIsLeft() throws IOException {
    assertThat(
            AtomicDirectory.offer(
                target,
                directory -> {
                  write(directory, "slow");
                  assertThat(AtomicDirectory.offer(target, other -> write(other, "quick")))
                      .isTrue();
                }))
        .isFalse();
    assertThat(AtomicDirectory.offer(target, directory -> write(directory, "late"))).isFalse();
    assertOnly("quick");
  }

  @Test
  void offer_thatFails_leavesNothing() throws IOException {
    assertThatThrownBy(
            () ->
                AtomicDirectory.offer(
                    target,
                    directory -> {
                      write(directory, "half");
                      throw new FileSystemException("disk full");
                    }))
        .hasMessageContaining("disk full");
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void replace_leavesTheNewDirectoryAlone() throws IOException {
    AtomicDirectory.replace(target, directory -> write(directory, "first"));
    Files.writeString(target.resolve("more"), "of the first");
    AtomicDirectory.replace(target, directory -> write(directory, "second"));
    assertOnly("second");
    assertThat(target.resolve("more")).doesNotExist();
  }

  @Test
  void replace_diskFullHalfway_keepsTheOld_andLeavesNothingElse() throws IOException {
    AtomicDirectory.replace(target, directory -> write(directory, "first"));
    assertThatThrownBy(
            () ->
                AtomicDirectory.replace(
                    target,
                    directory -> {
                      write(directory, "half");
                      throw new FileSystemException("weights", null, "No space left on device");
                    }))
        .hasMessageContaining("No space left on device");
    assertOnly("first");
  }

  @Test
  void killedWhileFilling_isForgotten() throws IOException {
    AtomicDirectory.replace(target, directory -> write(directory, "first"));
    write(Files.createDirectory(folder.resolve(".model.partial")), "half");
    AtomicDirectory.replace(target, directory -> write(directory, "second"));
    assertOnly("second");
  }

  @Test
  void killedBetweenTheRenames_theOldComesBack() throws IOException {
    write(Files.createDirectory(folder.resolve(".model.old")), "first");
    AtomicDirectory.recover(target);
    assertOnly("first");
  }

  @Test
  void killedBeforeTheOldWasRemoved_theNewStays() throws IOException {
    write(Files.createDirectory(folder.resolve(".model.old")), "first");
    write(Files.createDirectory(target), "second");
    AtomicDirectory.recover(target);
    assertOnly("second");
  }

  private static void write(Path directory, String content) throws IOException {
    Files.writeString(directory.resolve("weights"), content);
  }

  private void assertOnly(String content) throws IOException {
    assertThat(target.resolve("weights")).hasContent(content);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.toList()).isEqualTo(List.of(target));
    }
  }
}
