package io.copytaster.model.checkpoint;

import io.copytaster.model.checkpoint.CheckpointException.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.stream.Stream;

/** A directory that is there whole or not at all: filled under another name, then renamed. */
final class AtomicDirectory {

  /** Puts the files into a new, empty directory. */
  @FunctionalInterface
  interface Filler {
    void fill(Path directory) throws IOException;
  }

  private AtomicDirectory() {}

  /**
   * @throws CheckpointException if the target is there already
   */
  static void create(Path target, Filler filler) throws IOException {
    Path absolute = target.toAbsolutePath().normalize();
    if (Files.exists(absolute)) {
      throw new CheckpointException(
          Problem.TARGET_EXISTS, absolute + " is there already: name another, or remove it");
    }
    Path partial = absolute.resolveSibling("." + absolute.getFileName() + ".partial");
    deleteTree(partial);
    Files.createDirectories(partial);
    try {
      filler.fill(partial);
      Files.move(partial, absolute, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      deleteTree(partial);
    }
  }

  static void deleteTree(Path root) throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    try (Stream<Path> tree = Files.walk(root)) {
      for (Path path : (Iterable<Path>) tree.sorted(Comparator.reverseOrder())::iterator) {
        Files.delete(path);
      }
    }
  }
}
