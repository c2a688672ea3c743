package io.copytaster.streams.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.copytaster.model.checkpoint.Checkpoint;
import io.copytaster.model.checkpoint.CheckpointImport;
import io.copytaster.schemas.ModelAnnouncement;
import io.copytaster.streams.announce.Channel;
import io.copytaster.streams.announce.Decider;
import io.copytaster.streams.announce.Decision;
import io.copytaster.streams.announce.Decisions;
import io.copytaster.streams.announce.KafkaAnnouncements;
import io.copytaster.streams.announce.Models;
import io.copytaster.streams.announce.Publication;
import io.copytaster.streams.broker.NewsTopics;
import io.copytaster.streams.broker.Patience;
import io.copytaster.streams.broker.TopicAdmin;
import io.copytaster.streams.config.Settings;
import io.copytaster.streams.storage.CheckpointStores;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * An instance starts with the announced champion, or with the configured model, never with none.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class AnnouncedModelTest {

  private static final AtomicInteger NUMBER = new AtomicInteger();

  @TempDir Path directory;
  private final String topic = "announced-" + NUMBER.incrementAndGet();

  @Test
  void champion_isFetchedAndServed() throws IOException {
    var settings = settings(Map.of("topics.create", "true"));
    var champion = announce(settings, Map.of());
    var start = find(settings);
    assertThat(start).isInstanceOf(StartingModel.Announced.class);
    assertThat(start.follows()).isTrue();
    assertThat(start.checkpoint().id()).isEqualTo(champion.getModel()).startsWith("desks-");
    assertThat(start.checkpoint().directory()).startsWith(directory.resolve("cache/announced"));
  }

  @Test
  void championWhoseFilesAreOthers_isNotServed_andFollowedAllTheSame() throws IOException {
    var settings = settings(Map.of("topics.create", "true"));
    announce(settings, Map.of("config.json", "0".repeat(64)));
    assertConfigured(find(settings), true);
  }

  @Test
  void nothingAnnounced_theConfiguredModelServes() throws IOException {
    assertConfigured(find(settings(Map.of("topics.create", "true"))), true);
  }

  @Test
  void missingTopic_withoutLeaveToCreate_isServedWithout() throws IOException {
    assertConfigured(find(settings(Map.of())), false);
  }

  @Test
  void notFollowing_asksNobody() throws IOException {
    assertConfigured(
        find(settings(Map.of("storage.follow", "false", "kafka.bootstrap.servers", "127.0.0.1:1"))),
        false);
  }

  private static void assertConfigured(StartingModel start, boolean follows) {
    assertThat(start).isInstanceOf(StartingModel.Configured.class);
    assertThat(start.follows()).isEqualTo(follows);
    assertThat(start.checkpoint().directory()).isEqualTo(Shared.tinyCheckpoint());
  }

  private static StartingModel find(Settings settings) throws IOException {
    try (var store = CheckpointStores.of(settings)) {
      return new AnnouncedModel(settings, CheckpointStores.copiesOf(store, settings)).find();
    }
  }

  private ModelAnnouncement announce(Settings settings, Map<String, String> digests)
      throws IOException {
    var encoders = CheckpointStores.encoders(settings);
    Checkpoint checkpoint =
        CheckpointImport.importDirectory(
            Shared.tinyCheckpoint(), directory.resolve("desks"), encoders);
    try (var admin = TopicAdmin.connect(settings, Patience.endless(), what -> {});
        var store = CheckpointStores.of(settings);
        var log = KafkaAnnouncements.open(settings, WireFormats.of(settings.registry()))) {
      admin.ensure(List.of(NewsTopics.models(settings)), true);
      var published = Publication.of(checkpoint, store, encoders);
      var changed = new HashMap<>(published.getDigests());
      changed.putAll(digests);
      var decision =
          Decisions.promote(
              Models.NONE,
              ModelAnnouncement.newBuilder(published).setDigests(changed).build(),
              Channel.CHAMPION,
              new Decider("desk", "", Instant.EPOCH));
      var announcement = ((Decision.Announce) decision).announcement();
      log.announce(announcement);
      return announcement;
    }
  }

  private Settings settings(Map<String, String> changed) {
    var values =
        new HashMap<>(
            Map.of(
                "kafka.bootstrap.servers", Shared.bootstrapServers(),
                "topics.models", topic,
                "model.checkpoint", Shared.tinyCheckpoint().toString(),
                "model.cache", directory.resolve("cache").toString()));
    values.putAll(changed);
    return Settings.of(values);
  }
}
