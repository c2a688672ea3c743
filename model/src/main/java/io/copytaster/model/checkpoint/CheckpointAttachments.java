package io.copytaster.model.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Files that travel inside a checkpoint and are listed in its manifest, though no weight is in
 * them: what it is to answer on golden rows, what its training looked like, how int8 computes it.
 */
public final class CheckpointAttachments {

  /** Writes the files into a directory that holds the checkpoint's own. */
  @FunctionalInterface
  public interface Attaching {
    void writeTo(Path directory) throws IOException;
  }

  private CheckpointAttachments() {}

  /**
   * Copies a checkpoint with more files, whole or not at all, in the place of what may be there.
   * Name, origin and identifier stay: an identifier is that of what is loaded.
   *
   * @param target beside the source, not the source itself; a base that the source names relative
   *     to its own place must be found from there too
   * @throws CheckpointException if another run writes the target
   */
  public static void copy(Checkpoint source, Path target, Attaching attaching) throws IOException {
    try (var lock = OutputLock.acquire(target)) {
      write(source, target, attaching);
    }
  }

  /**
   * Adds files to a checkpoint, or replaces them. The caller holds the {@link OutputLock} of its
   * directory.
   */
  public static void attach(Checkpoint checkpoint, Attaching attaching) throws IOException {
    write(checkpoint, checkpoint.directory(), attaching);
  }

  private static void write(Checkpoint source, Path target, Attaching attaching)
      throws IOException {
    AtomicDirectory.replace(
        target.toAbsolutePath().normalize(),
        directory -> {
          copyFiles(source.directory(), directory);
          attaching.writeTo(directory);
          Manifest.of(directory, source.name(), source.provenance(), source.identity())
              .write(directory);
        });
  }

  private static void copyFiles(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        if (Files.isRegularFile(file)) {
          Files.copy(file, to.resolve(file.getFileName().toString()));
        }
      }
    }
  }
}
