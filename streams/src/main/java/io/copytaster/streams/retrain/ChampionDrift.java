package io.copytaster.streams.retrain;

import io.copytaster.model.checkpoint.CheckpointException;
import io.copytaster.model.evaluate.DriftReference;
import io.copytaster.schemas.ModelAnnouncement;
import io.copytaster.streams.config.Settings;
import io.copytaster.streams.feed.LabeledTopicDrift;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Drift of what is labelled from now on, against what the champion's checkpoint brings. */
public final class ChampionDrift implements DriftTrigger, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ChampionDrift.class);

  private final LabeledTopicDrift drift;

  private ChampionDrift(LabeledTopicDrift drift) {
    this.drift = drift;
  }

  /**
   * Begins to look.
   *
   * @param shelf where references are found; used by the thread that asks
   * @throws io.copytaster.streams.broker.BrokerException if the labelled topic is missing
   */
  public static ChampionDrift open(Settings settings, Shelf shelf) {
    return new ChampionDrift(LabeledTopicDrift.open(settings, model -> reference(model, shelf)));
  }

  @Override
  public boolean isDrifting() {
    return drift.drifted();
  }

  @Override
  public void close() {
    drift.close();
  }

  /** Empty where the checkpoint has none: then the first articles become it. */
  private static Optional<DriftReference> reference(String model, Shelf shelf) {
    Optional<ModelAnnouncement> known = shelf.announcements().read().find(model);
    if (known.isEmpty()) {
      return Optional.empty();
    }
    try {
      return DriftReference.read(shelf.source().obtain(known.get()));
    } catch (IOException | CheckpointException e) {
      LOG.warn("The drift reference of {} cannot be had: {}", model, e.getMessage());
      return Optional.empty();
    }
  }
}
