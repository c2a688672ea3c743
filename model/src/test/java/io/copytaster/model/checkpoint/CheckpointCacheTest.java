package io.copytaster.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cached directory is made once, is whole, and is made again when it no longer is. */
class CheckpointCacheTest {

  @TempDir Path root;
  private final AtomicInteger made = new AtomicInteger();

  @Test
  void manyAtOnce_makeItOnce() {
    int users = 4;
    var together = new CyclicBarrier(users);
    var threads = Executors.newFixedThreadPool(users);
    try {
      var directories =
          IntStream.range(0, users)
              .mapToObj(i -> CompletableFuture.supplyAsync(() -> obtain(together), threads))
              .toList();
      assertThat(directories.stream().map(CompletableFuture::join).distinct()).hasSize(1);
    } finally {
      threads.shutdown();
    }
    assertThat(made).hasValue(1);
  }

  @Test
  void damaged_isMadeAgain() throws IOException {
    var cache = new CheckpointCache(root);
    Path directory = cache.obtain("tiny", this::make);
    Files.writeString(directory.resolve("config.json"), "longer than it was");
    cache.obtain("tiny", this::make);
    assertThat(directory.resolve("config.json")).hasContent("{}");
    assertThat(made).hasValue(2);
  }

  @Test
  void failedMaking_leavesNothing_andMayBeTriedAgain() throws IOException {
    var cache = new CheckpointCache(root);
    assertThatThrownBy(
            () ->
                cache.obtain(
                    "tiny",
                    directory -> {
                      Files.writeString(directory.resolve("half"), "done");
                      throw new IOException("no space left");
                    }))
        .hasMessage("no space left");
    assertThat(root.resolve("tiny")).doesNotExist();
    assertThat(cache.obtain("tiny", this::make)).isDirectoryNotContaining("glob:**/half");
  }

  @Test
  void defaultRoot_isTheMostSpecificThatIsSet() {
    Path home = Path.of("home");
    assertThat(CheckpointCache.defaultRoot(Map.of(), home))
        .isEqualTo(Path.of("home", ".cache", "copytaster"));
    assertThat(CheckpointCache.defaultRoot(Map.of("XDG_CACHE_HOME", "xdg"), home))
        .isEqualTo(Path.of("xdg", "copytaster"));
    assertThat(
            CheckpointCache.defaultRoot(
                Map.of("XDG_CACHE_HOME", "xdg", "COPYTASTER_CACHE", "own"), home))
        .isEqualTo(Path.of("own"));
  }

  private Path obtain(CyclicBarrier together) {
    try {
      together.await();
      return new CheckpointCache(root).obtain("tiny", this::make);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private void make(Path directory) throws IOException {
    made.incrementAndGet();
    Files.writeString(directory.resolve("config.json"), "{}");
    Manifest.of(directory, "tiny").write(directory);
  }
}
