package io.copytaster.streams.storage;

import io.copytaster.model.checkpoint.Encoders;
import io.copytaster.streams.config.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** The storage that the settings name. */
public final class CheckpointStores {

  private static final String PUBLISHED = "published";
  private static final String COPIES = "announced";

  private CheckpointStores() {}

  /** Where checkpoints are published: a directory, or a bucket. The caller closes it. */
  public static CheckpointStore of(Settings settings) {
    Optional<URI> location = settings.storage().location();
    if (location.isEmpty()) {
      return new DirectoryStore(encoders(settings).folder().resolve(PUBLISHED));
    }
    return "s3".equals(location.get().getScheme())
        ? new S3Store(S3Clients.of(settings.storage().s3()), location.get())
        : new DirectoryStore(Path.of(location.get()));
  }

  /** This machine's copies of what a store holds, in the folder {@code announced} of its cache. */
  public static LocalCheckpoints copiesOf(CheckpointStore store, Settings settings) {
    var encoders = encoders(settings);
    return new LocalCheckpoints(encoders.folder().resolve(COPIES), store, encoders);
  }

  /** The cache of the settings. */
  public static Encoders encoders(Settings settings) {
    return settings.model().cache().map(Encoders::new).orElseGet(Encoders::inUserCache);
  }
}
