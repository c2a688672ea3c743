package io.copytaster.streams.service;

import io.copytaster.model.checkpoint.Checkpoint;
import io.copytaster.model.checkpoint.CheckpointException;
import io.copytaster.model.checkpoint.CheckpointException.Problem;
import io.copytaster.schemas.ModelAnnouncement;
import io.copytaster.streams.announce.KafkaAnnouncements;
import io.copytaster.streams.broker.NewsTopics;
import io.copytaster.streams.broker.Patience;
import io.copytaster.streams.broker.TopicAdmin;
import io.copytaster.streams.config.Settings;
import io.copytaster.streams.event.RegistryUnavailableException;
import io.copytaster.streams.storage.CheckpointSource;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the checkpoint to start with: the champion that is announced, if its files can be had, or
 * else the one that the settings name.
 */
public final class AnnouncedModel {

  private static final Logger LOG = LoggerFactory.getLogger(AnnouncedModel.class);

  private final Settings settings;
  private final CheckpointSource source;

  /**
   * @param source where the files of an announced checkpoint come from
   */
  public AnnouncedModel(Settings settings, CheckpointSource source) {
    this.settings = settings;
    this.source = source;
  }

  /**
   * Asks the brokers, and waits for them if they are away.
   *
   * @throws IOException if the files of the configured checkpoint are wanted and cannot be read
   * @throws CheckpointException if they are wanted and no checkpoint
   * @throws io.copytaster.streams.broker.BrokerException if the cluster refuses this client
   */
  public StartingModel find() throws IOException {
    if (!settings.storage().follow()) {
      return configured(false);
    }
    if (!isTopicThere()) {
      LOG.warn(
          "There is no topic {}: announced models are not followed, and the configured one stays."
              + " Create it compacted with one partition, or set copytaster.topics.create = true;"
              + " copytaster.storage.follow = false silences this.",
          settings.topics().models());
      return configured(false);
    }
    Optional<ModelAnnouncement> champion = champion();
    return champion.isPresent() ? announced(champion.get()) : configured(true);
  }

  private boolean isTopicThere() {
    try (var admin = TopicAdmin.connect(settings, Patience.endless(), LOG::warn)) {
      if (settings.topics().create()) {
        admin.ensure(List.of(NewsTopics.models(settings)), true);
      }
      return admin.isPresent(settings.topics().models());
    }
  }

  private Optional<ModelAnnouncement> champion() {
    var format = WireFormats.of(settings.registry());
    try (var announcements = KafkaAnnouncements.open(settings, format)) {
      return announcements.read().champion();
    } catch (KafkaException | RegistryUnavailableException e) {
      LOG.error(
          "The announcements on {} cannot be read, so the configured model serves until they can: {}",
          settings.topics().models(),
          e.getMessage());
      return Optional.empty();
    }
  }

  private StartingModel announced(ModelAnnouncement champion) throws IOException {
    try {
      var directory = source.obtain(champion);
      var checkpoint = Checkpoint.open(directory, Models.encoders(settings.model()));
      if (!checkpoint.id().equals(champion.getModel())) {
        throw new CheckpointException(
            Problem.CHECKSUM, "its files are those of " + checkpoint.id());
      }
      LOG.info("Starting with the announced champion {}", champion.getModel());
      return new StartingModel.Announced(checkpoint, champion);
    } catch (IOException | RuntimeException e) {
      LOG.error(
          "The announced champion {} at '{}' cannot be had, so the configured model serves until it"
              + " can: {}",
          champion.getModel(),
          champion.getUri(),
          e.getMessage());
      return configured(true);
    }
  }

  private StartingModel configured(boolean follows) throws IOException {
    return new StartingModel.Configured(Models.open(settings.model()), follows);
  }
}
