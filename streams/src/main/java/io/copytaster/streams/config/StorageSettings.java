package io.copytaster.streams.config;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where checkpoints lie that every instance reaches, and whether announced ones are served.
 *
 * @param place a {@code file:} or {@code s3:} URI; null for a folder in the cache
 * @param follow whether this instance serves what is announced
 * @param keep how many checkpoints are kept beside those in use
 * @param s3 how S3 is reached
 */
public record StorageSettings(@Nullable URI place, boolean follow, int keep, S3Settings s3) {

  static final Setting<Optional<URI>> LOCATION =
      new Setting<>(
          "storage.location",
          ValueType.orEmpty(ValueType.storage()),
          "",
          "Where checkpoints are published: a directory that all instances share, or"
              + " `s3://bucket/prefix`; empty for the folder `published` in `model.cache`, which"
              + " serves one machine.");
  static final Setting<Boolean> FOLLOW =
      new Setting<>(
          "storage.follow",
          ValueType.flag(),
          "true",
          "Serve the champion that is announced on `topics.models`, and change to the next one when"
              + " it is announced. Otherwise `model.checkpoint` stays.");
  static final Setting<Integer> KEEP =
      new Setting<>(
          "storage.keep",
          ValueType.integer(1, 10_000),
          "5",
          "How many of the newest checkpoints stay, in storage and among the copies on a machine."
              + " The champion, the challenger and their predecessors always do.");

  static final List<Setting<?>> ALL = List.of(LOCATION, FOLLOW, KEEP);

  /** Where checkpoints are published; empty for a folder in the cache of the model's settings. */
  public Optional<URI> location() {
    return Optional.ofNullable(place);
  }

  static StorageSettings from(SettingValues values) {
    return new StorageSettings(
        values.get(LOCATION).orElse(null),
        values.get(FOLLOW),
        values.get(KEEP),
        S3Settings.from(values));
  }
}
