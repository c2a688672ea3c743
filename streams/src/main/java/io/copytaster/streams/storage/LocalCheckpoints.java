package io.copytaster.streams.storage;

import io.copytaster.model.checkpoint.AtomicDirectory;
import io.copytaster.model.checkpoint.Checkpoint;
import io.copytaster.model.checkpoint.CheckpointException;
import io.copytaster.model.checkpoint.CheckpointException.Problem;
import io.copytaster.model.checkpoint.Encoders;
import io.copytaster.model.checkpoint.FileDigests;
import io.copytaster.model.checkpoint.Manifest;
import io.copytaster.model.checkpoint.ShippedCheckpoint;
import io.copytaster.schemas.ModelAnnouncement;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This machine's copies of announced checkpoints, each there whole and verified or not at all. Safe
 * for any thread, and for any number of processes on one machine.
 */
public final class LocalCheckpoints implements CheckpointSource {

  private static final Logger LOG = LoggerFactory.getLogger(LocalCheckpoints.class);

  private final Path root;
  private final CheckpointStore store;
  private final Encoders encoders;

  LocalCheckpoints(Path root, CheckpointStore store, Encoders encoders) {
    this.root = root.toAbsolutePath().normalize();
    this.store = store;
    this.encoders = encoders;
  }

  /** A copy that is found is verified again; one that is damaged is fetched anew. */
  @Override
  public Path obtain(ModelAnnouncement announcement) throws IOException {
    if (announcement.getUri().isEmpty()) {
      return shipped(announcement.getModel());
    }
    var digests = FileDigests.of(announcement.getDigests());
    Path target = root.resolve(CheckpointNames.requireId(announcement.getModel()));
    URI folder = CheckpointNames.requireFolder(announcement.getUri());
    synchronized (this) {
      if (!isWhole(target, digests)) {
        Files.createDirectories(root);
        Leftovers.sweep(root, Instant.now());
        AtomicDirectory.offer(target, partial -> fetch(folder, digests, partial));
        digests.verifyExactly(target); // another process may have been quicker
      }
    }
    return target;
  }

  private Path shipped(String id) throws IOException {
    Checkpoint shipped = ShippedCheckpoint.open(encoders);
    if (!shipped.id().equals(id)) {
      throw new CheckpointException(
          Problem.CHECKSUM,
          "this version of the program ships %s, and %s is announced as shipped"
              .formatted(shipped.id(), id));
    }
    return shipped.directory();
  }

  private static boolean isWhole(Path target, FileDigests digests) throws IOException {
    if (!Files.isDirectory(target)) {
      return false;
    }
    try {
      digests.verifyExactly(target);
      return true;
    } catch (CheckpointException e) {
      LOG.warn("The copy in {} is fetched anew: {}", target, e.getMessage());
      Leftovers.remove(target);
      return false;
    }
  }

  /** The manifest first: if that is not the one announced, nothing else is worth fetching. */
  private void fetch(URI folder, FileDigests digests, Path partial) throws IOException {
    store.fetch(folder, List.of(Manifest.FILE), partial);
    digests.verifyManifest(partial);
    var others = new ArrayList<>(digests.byName().keySet());
    others.remove(Manifest.FILE);
    store.fetch(folder, others, partial);
    digests.verifyExactly(partial);
  }

  /** The identifiers of all copies. */
  public SortedSet<String> ids() throws IOException {
    return Folders.ids(root);
  }

  /** Removes every copy but these. */
  public void prune(Collection<String> keep) throws IOException {
    for (String id : ids()) {
      if (!keep.contains(id)) {
        Leftovers.remove(root.resolve(id));
      }
    }
  }
}
