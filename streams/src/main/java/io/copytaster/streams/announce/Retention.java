package io.copytaster.streams.announce;

import io.copytaster.schemas.ModelAnnouncement;
import io.copytaster.streams.storage.CheckpointStore;
import java.io.IOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which checkpoints stay: what is announced and the one before it, what serves, and the newest.
 *
 * @param newest how many of the newest, at least 1
 */
public record Retention(int newest) {

  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

  /**
   * Those to keep.
   *
   * @param serving what an instance has loaded, whatever is announced
   */
  public Set<String> kept(Models models, Collection<String> serving) {
    var kept = new HashSet<>(serving);
    for (ModelAnnouncement holder : models.current().values()) {
      kept.add(holder.getModel());
      String before = holder.getSupersedes();
      if (before != null) {
        kept.add(before);
      }
    }
    models.ids().stream().limit(newest).forEach(kept::add);
    return kept;
  }

  /** Those of the stored ones that may go. What nobody has announced yet may be about to be. */
  SortedSet<String> surplus(Models models, Set<String> stored) {
    var surplus = new TreeSet<>(stored);
    surplus.retainAll(models.ids());
    surplus.removeAll(kept(models, Set.of()));
    return surplus;
  }

  /** Removes from storage what may go; for whoever has announced. */
  public void apply(CheckpointStore store, Models models) throws IOException {
    for (String id : surplus(models, store.ids())) {
      store.delete(id);
      LOG.info("Removed {} from {}: storage.keep = {}", id, store, newest);
    }
  }
}
