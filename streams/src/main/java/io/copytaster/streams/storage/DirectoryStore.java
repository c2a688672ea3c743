package io.copytaster.streams.storage;

import io.copytaster.model.checkpoint.AtomicDirectory;
import io.copytaster.model.checkpoint.CheckpointException;
import io.copytaster.model.checkpoint.FileDigests;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.SortedSet;

/**
 * Checkpoints in a directory that all instances share.
 *
 * <p>A folder is written under a hidden name, forced to disk and renamed, so readers see it whole
 * or not at all. It is found by its own name below this machine's directory, wherever the others
 * have mounted theirs, and no link leads out.
 */
final class DirectoryStore implements CheckpointStore {

  private final Path root;

  DirectoryStore(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  @Override
  public URI publish(Path checkpoint, String id) throws IOException {
    Path folder = folder(id);
    FileDigests digests = FileDigests.of(checkpoint);
    Files.createDirectories(root);
    Leftovers.sweep(root, Instant.now());
    if (!Files.isDirectory(folder)) {
      AtomicDirectory.offer(folder, partial -> copy(checkpoint, digests, partial));
    }
    requireSame(folder, digests);
    return folder.toUri();
  }

  private static void copy(Path checkpoint, FileDigests digests, Path partial) throws IOException {
    for (String name : digests.byName().keySet()) {
      Files.copy(checkpoint.resolve(name), partial.resolve(name));
    }
    digests.verifyExactly(partial);
  }

  private void requireSame(Path folder, FileDigests digests) throws IOException {
    try {
      digests.verifyExactly(folder);
    } catch (CheckpointException e) {
      throw new IllegalStateException(
          "%s holds something else under the identifier %s already: %s. Remove it there, or give"
                  .formatted(root, folder.getFileName(), e.getMessage())
              + " this checkpoint another name in manifest.json.",
          e);
    }
  }

  @Override
  public void fetch(URI folder, Collection<String> files, Path into) throws IOException {
    Path from = folder(CheckpointNames.idOf(folder));
    for (String name : files) {
      Path file = from.resolve(CheckpointNames.requireFile(name));
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        throw new NoSuchFileException(
            file.toString(), null, "announced at " + folder + "; is storage.location the same?");
      }
      Files.copy(file, into.resolve(name));
    }
  }

  @Override
  public SortedSet<String> ids() throws IOException {
    return Folders.ids(root);
  }

  @Override
  public void delete(String id) throws IOException {
    Leftovers.remove(folder(id));
  }

  @Override
  public void close() {}

  /** Never a link: what it points to is not storage. */
  private Path folder(String id) throws IOException {
    Path folder = root.resolve(CheckpointNames.requireId(id));
    if (Files.isSymbolicLink(folder)) {
      throw new IOException(folder + " is a link; storage holds checkpoints themselves");
    }
    return folder;
  }

  @Override
  public String toString() {
    return root.toString();
  }
}
