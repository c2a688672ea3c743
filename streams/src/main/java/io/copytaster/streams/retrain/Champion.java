package io.copytaster.streams.retrain;

import io.copytaster.model.checkpoint.Checkpoint;
import io.copytaster.model.checkpoint.Encoder;
import io.copytaster.schemas.ModelAnnouncement;
import io.copytaster.streams.announce.Models;
import io.copytaster.streams.config.ModelSettings;
import io.copytaster.streams.storage.CheckpointSource;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The checkpoint that serves: the announced one, or where none is the one that the settings name.
 * For one thread.
 */
final class Champion {

  private final ModelSettings settings;
  private final CheckpointSource source;
  private @Nullable Checkpoint configured;

  Champion(ModelSettings settings, CheckpointSource source) {
    this.settings = settings;
    this.source = source;
  }

  /** Its identifier. */
  String id(Models models) throws IOException {
    Optional<ModelAnnouncement> announced = models.champion();
    return announced.isPresent() ? announced.get().getModel() : configured().id();
  }

  /** Its files, on this machine and checked. */
  Checkpoint open(Models models) throws IOException {
    Optional<ModelAnnouncement> announced = models.champion();
    return announced.isPresent() && !announced.get().getUri().isEmpty()
        ? Checkpoint.open(
            source.obtain(announced.get()), io.copytaster.streams.service.Models.encoders(settings))
        : configured();
  }

  /** The one that the settings name; without a name the shipped one. */
  Checkpoint configured() throws IOException {
    if (configured == null) {
      configured = io.copytaster.streams.service.Models.open(settings);
    }
    return configured;
  }

  /** Whether its files alone make it whole on another machine, which has the program's encoders. */
  static boolean isPortable(Checkpoint checkpoint) {
    String base = checkpoint.configJson().path("base_model").asText("");
    return base.isEmpty() || Encoder.known(base).isPresent();
  }
}
