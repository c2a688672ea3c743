package io.copytaster.model.checkpoint;

import io.copytaster.model.checkpoint.CheckpointException.Problem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A directory that is there whole or not at all: filled under another name, forced to disk, then
 * renamed.
 *
 * <p>No file system that Java reaches exchanges two directories in one step. A replaced one is
 * moved aside for the moment between two renames; whoever is killed in it leaves it there, and
 * {@link #recover} puts it back. Except by {@link #offer}, each target is written by one caller at
 * a time.
 */
public final class AtomicDirectory {

  /** Puts the files into a new, empty directory. */
  @FunctionalInterface
  public interface Filler {
    void fill(Path directory) throws IOException;
  }

  private static final boolean SYNCS_DIRECTORIES =
      !System.getProperty("os.name").startsWith("Windows");

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
    replace(absolute, filler);
  }

  /**
   * As {@link #create}, for any number of writers at once, in any number of processes: the first
   * one's stays, and the others' are dropped.
   *
   * @return whether it is this one's that stays
   */
  public static boolean offer(Path target, Filler filler) throws IOException {
    Path absolute = target.toAbsolutePath().normalize();
    Path partial = sibling(absolute, "partial-" + UUID.randomUUID());
    try {
      Files.createDirectories(partial);
      filler.fill(partial);
      syncTree(partial);
      return taken(partial, absolute);
    } finally {
      deleteTree(partial);
    }
  }

  /** A rename onto a directory that holds anything is refused by the file system itself. */
  private static boolean taken(Path partial, Path target) throws IOException {
    try {
      Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      if (Files.isDirectory(target)) {
        return false;
      }
      throw e;
    }
    sync(target.resolveSibling(""));
    return true;
  }

  /** Puts a new directory in the place of what may be there; if that fails, the old one stays. */
  static void replace(Path target, Filler filler) throws IOException {
    Path absolute = target.toAbsolutePath().normalize();
    Path partial = sibling(absolute, "partial");
    recover(absolute);
    deleteTree(partial);
    try {
      Files.createDirectories(partial);
      filler.fill(partial);
      syncTree(partial);
      exchange(partial, absolute);
    } finally {
      deleteTree(partial);
    }
    deleteTree(sibling(absolute, "old"));
  }

  private static void exchange(Path partial, Path target) throws IOException {
    Path old = sibling(target, "old");
    boolean replaces = Files.exists(target);
    if (replaces) {
      Files.move(target, old, StandardCopyOption.ATOMIC_MOVE);
    }
    try {
      Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException | RuntimeException e) {
      if (replaces) {
        Files.move(old, target, StandardCopyOption.ATOMIC_MOVE);
      }
      throw e;
    }
    sync(target.resolveSibling(""));
  }

  /** Undoes a replacement that was interrupted. */
  static void recover(Path target) throws IOException {
    Path old = sibling(target, "old");
    if (Files.exists(target)) {
      deleteTree(old);
    } else if (Files.exists(old)) {
      Files.move(old, target, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /** Removes a directory with all that it holds, if it is there. */
  public static void deleteTree(Path root) throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    try (Stream<Path> tree = Files.walk(root)) {
      for (Path path : (Iterable<Path>) tree.sorted(Comparator.reverseOrder())::iterator) {
        Files.delete(path);
      }
    }
  }

  private static Path sibling(Path target, String role) {
    return target.resolveSibling("." + target.getFileName() + "." + role);
  }

  /** Files before the directories that list them. */
  private static void syncTree(Path root) throws IOException {
    List<Path> paths;
    try (Stream<Path> tree = Files.walk(root)) {
      paths = tree.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : paths) {
      sync(path);
    }
  }

  private static void sync(Path path) throws IOException {
    boolean directory = Files.isDirectory(path);
    if (directory && !SYNCS_DIRECTORIES) {
      return;
    }
    var access = directory ? StandardOpenOption.READ : StandardOpenOption.WRITE;
    try (var channel = FileChannel.open(path, access)) {
      channel.force(true);
    }
  }
}
