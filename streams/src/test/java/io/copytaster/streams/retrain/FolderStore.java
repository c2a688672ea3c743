package io.copytaster.streams.retrain;

import io.copytaster.schemas.ModelAnnouncement;
import io.copytaster.streams.storage.CheckpointSource;
import io.copytaster.streams.storage.CheckpointStore;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Checkpoints in a folder, of which this machine's copies are the very files. */
final class FolderStore implements CheckpointStore, CheckpointSource {

  private final Path root;

  FolderStore(Path root) {
    this.root = root;
  }

  @Override
  public URI publish(Path checkpoint, String id) throws IOException {
    Path folder = root.resolve(id);
    if (!Files.exists(folder)) {
      Files.createDirectories(folder);
      try (Stream<Path> files = Files.list(checkpoint)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Files.copy(file, folder.resolve(file.getFileName().toString()));
        }
      }
    }
    return folder.toUri();
  }

  @Override
  public Path obtain(ModelAnnouncement announcement) {
    return Path.of(URI.create(announcement.getUri()));
  }

  @Override
  public void fetch(URI folder, Collection<String> files, Path into) {
    throw new UnsupportedOperationException("nobody fetches here");
  }

  @Override
  public SortedSet<String> ids() throws IOException {
    var ids = new TreeSet<String>();
    if (Files.exists(root)) {
      try (Stream<Path> folders = Files.list(root)) {
        folders.forEach(folder -> ids.add(folder.getFileName().toString()));
      }
    }
    return ids;
  }

  @Override
  public void delete(String id) {
    throw new UnsupportedOperationException("nobody deletes here");
  }

  @Override
  public void close() {}
}
