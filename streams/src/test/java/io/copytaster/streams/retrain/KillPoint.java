package io.copytaster.streams.retrain;

import io.copytaster.model.train.TrainingProgress;
import io.copytaster.schemas.ModelAnnouncement;
import io.copytaster.streams.announce.Announcements;
import io.copytaster.streams.announce.Models;
import io.copytaster.streams.storage.CheckpointStore;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Locale;
import java.util.SortedSet;
import java.util.concurrent.locks.LockSupport;

/**
 * A point of a run at which its process says so and does nothing more, so that it can be killed
 * there. Every state is one, as soon as it is in the journal; the others lie within states.
 *
 * @param name a state's in lower case, or one of those below
 */
record KillPoint(String name) {

  /** In the midst of the training. */
  static final String STEPPED = "stepped";

  /** The candidate's files are where all reach them, and nothing is announced. */
  static final String PLACED = "placed";

  /** The verdict is announced, and not what follows from it. */
  static final String RECORDED = "recorded";

  /** The champion is announced, and the journal does not know. */
  static final String CROWNED = "crowned";

  private static final int STEP = 20;

  /** Stands still for ever if this is the point. */
  private void pass(String point) {
    if (point.equals(name)) {
      System.out.println(point);
      while (true) {
        LockSupport.park();
      }
    }
  }

  RetrainListener listener() {
    return new RetrainListener() {
      @Override
      public void reached(RetrainState state) {
        pass(state.getClass().getSimpleName().toLowerCase(Locale.ROOT));
      }

      @Override
      public void stepped(TrainingProgress progress) {
        if (progress.step() == STEP) {
          pass(STEPPED);
        }
      }
    };
  }

  Announcements in(Announcements announcements) {
    return new Announcements() {
      @Override
      public void claim() {
        announcements.claim();
      }

      @Override
      public Models read() {
        return announcements.read();
      }

      @Override
      public void announce(ModelAnnouncement announcement) {
        announcements.announce(announcement);
        if (!announcement.getVerdict().isEmpty()) {
          pass(CROWNED);
        }
      }

      @Override
      public void record(ModelAnnouncement candidate) {
        announcements.record(candidate);
        pass(RECORDED);
      }

      @Override
      public void close() {
        announcements.close();
      }
    };
  }

  CheckpointStore in(CheckpointStore store) {
    return new CheckpointStore() {
      @Override
      public URI publish(Path checkpoint, String id) throws IOException {
        URI folder = store.publish(checkpoint, id);
        pass(PLACED);
        return folder;
      }

      @Override
      public void fetch(URI folder, Collection<String> files, Path into) throws IOException {
        store.fetch(folder, files, into);
      }

      @Override
      public SortedSet<String> ids() throws IOException {
        return store.ids();
      }

      @Override
      public void delete(String id) throws IOException {
        store.delete(id);
      }

      @Override
      public void close() {
        store.close();
      }
    };
  }
}
