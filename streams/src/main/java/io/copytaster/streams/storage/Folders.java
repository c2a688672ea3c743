package io.copytaster.streams.storage;

import io.copytaster.model.checkpoint.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The checkpoints of a directory, one folder each. */
final class Folders {

  private Folders() {}

  /** The names of those that are whole: what is being written or removed is hidden. */
  static SortedSet<String> ids(Path root) throws IOException {
    if (!Files.isDirectory(root)) {
      return Collections.emptySortedSet();
    }
    var ids = new TreeSet<String>();
    try (Stream<Path> listing = Files.list(root)) {
      listing
          .filter(folder -> Files.isRegularFile(folder.resolve(Manifest.FILE)))
          .map(folder -> folder.getFileName().toString())
          .filter(CheckpointNames::isId)
          .forEach(ids::add);
    }
    return ids;
  }
}
