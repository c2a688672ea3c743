package io.copytaster.streams.storage;

import io.copytaster.model.checkpoint.AtomicDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** Hidden folders: what is being removed, and what writers left behind that were killed. */
final class Leftovers {

  /** Nobody writes a checkpoint for so long. */
  private static final Duration ABANDONED = Duration.ofDays(1);

  private Leftovers() {}

  /** Removes a folder that readers may look at: it is gone at once, and then its files. */
  static void remove(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Path hidden =
        folder.resolveSibling("." + folder.getFileName() + ".removed-" + UUID.randomUUID());
    Files.move(folder, hidden);
    AtomicDirectory.deleteTree(hidden);
  }

  /** Removes hidden folders that nobody has touched for a day. */
  static void sweep(Path root, Instant now) throws IOException {
    if (!Files.isDirectory(root)) {
      return;
    }
    List<Path> hidden;
    try (Stream<Path> listing = Files.list(root)) {
      hidden = listing.filter(path -> path.getFileName().toString().startsWith(".")).toList();
    }
    for (Path path : hidden) {
      if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
          && Files.getLastModifiedTime(path).toInstant().isBefore(now.minus(ABANDONED))) {
        AtomicDirectory.deleteTree(path);
      }
    }
  }
}
