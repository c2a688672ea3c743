package io.copytaster.streams.service;

import io.copytaster.schemas.ModelAnnouncement;
import io.copytaster.streams.announce.AnnouncementFollower;
import io.copytaster.streams.announce.AnnouncementListener;
import io.copytaster.streams.announce.Channel;
import io.copytaster.streams.announce.Retention;
import io.copytaster.streams.config.Settings;
import io.copytaster.streams.storage.CheckpointSource;
import io.copytaster.streams.storage.CheckpointStore;
import io.copytaster.streams.storage.CheckpointStores;
import io.copytaster.streams.storage.LocalCheckpoints;
import java.io.IOException;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where an instance's models come from: the one to start with, and whatever is announced then. */
final class ModelFeed implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ModelFeed.class);

  private final Settings settings;
  private final @Nullable CheckpointStore store;
  private final @Nullable LocalCheckpoints copies;
  private final CheckpointSource source;
  private volatile @Nullable AnnouncementFollower follower;

  private ModelFeed(
      Settings settings,
      @Nullable CheckpointStore store,
      @Nullable LocalCheckpoints copies,
      CheckpointSource source) {
    this.settings = settings;
    this.store = store;
    this.copies = copies;
    this.source = source;
  }

  /** From the storage that the settings name. */
  static ModelFeed open(Settings settings) {
    CheckpointStore store = CheckpointStores.of(settings);
    LocalCheckpoints copies = CheckpointStores.copiesOf(store, settings);
    return new ModelFeed(settings, store, copies, copies);
  }

  /** From somewhere else. */
  static ModelFeed of(Settings settings, CheckpointSource source) {
    return new ModelFeed(settings, null, null, source);
  }

  /** The checkpoint to start with; waits for the brokers if it has to ask them. */
  StartingModel startingModel() throws IOException {
    return new AnnouncedModel(settings, source).find();
  }

  CheckpointSource source() {
    return source;
  }

  /**
   * Passes on the newest announcement of each channel from now on, from a thread of its own, and
   * removes copies on this machine that nobody needs any more.
   *
   * @param challenger told of challengers alone
   * @param serving the identifier of the model that serves
   */
  void follow(
      Consumer<ModelAnnouncement> champion,
      AnnouncementListener challenger,
      Supplier<String> serving) {
    var listener =
        new AnnouncementListener() {
          @Override
          public void announced(ModelAnnouncement announcement) {
            if (announcement.getChannel().equals(Channel.CHAMPION.key())) {
              champion.accept(announcement);
            } else {
              challenger.announced(announcement);
            }
            prune(serving.get());
          }

          @Override
          public void withdrawn() {
            challenger.withdrawn();
          }
        };
    follower = AnnouncementFollower.start(settings, WireFormats.of(settings.registry()), listener);
  }

  private void prune(String serving) {
    AnnouncementFollower following = follower;
    if (copies == null || following == null) {
      return;
    }
    try {
      var retention = new Retention(settings.storage().keep());
      copies.prune(retention.kept(following.models(), Set.of(serving)));
    } catch (IOException e) {
      LOG.warn("Old copies of checkpoints stay for now: {}", e.getMessage());
    }
  }

  @Override
  public void close() {
    AnnouncementFollower following = follower;
    if (following != null) {
      following.close();
    }
    if (store != null) {
      store.close();
    }
  }
}
