package io.copytaster.streams.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.copytaster.model.checkpoint.Checkpoint;
import io.copytaster.schemas.ModelAnnouncement;
import io.copytaster.streams.announce.Channel;
import io.copytaster.streams.announce.KafkaAnnouncements;
import io.copytaster.streams.announce.ModelAnnouncements;
import io.copytaster.streams.config.Settings;
import io.copytaster.streams.storage.CheckpointStores;
import io.copytaster.streams.swap.Awaiting;
import io.copytaster.streams.swap.TestCheckpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two processes follow the announcements; one is killed in the middle of a swap. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class InstanceKilledInSwapTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path directory;

  @Test
  void oneOfTwoKilledInASwap_theOtherServesTheNewModel_nothingMissingNorTwice() throws IOException {
    try (var stream =
            TestStream.create(
                "topics.create",
                "true",
                "engine.batch-tokens",
                "64",
                "storage.location",
                directory.resolve("published").toString(),
                "model.cache",
                directory.resolve("cache").toString());
        var harvest = stream.harvest()) {
      List<String> sent = stream.sendArticles(0, 2_000);
      try (var doomed = ServeProcess.start(named(stream, "doomed"));
          var survivor = ServeProcess.start(named(stream, "survivor"))) {
        harvest.await(600, PATIENCE);
        String next = announce(stream.settings());
        doomed.kill();
        sent.addAll(stream.sendArticles(2_000, 2_500));
        harvest.awaitKeys(2_500, PATIENCE);
        Awaiting.until(() -> serves(stream, harvest, sent, next));
        assertThat(survivor.isAlive()).isTrue();
      }
      assertThat(harvest.toEnd().labelledKeys()).containsExactlyInAnyOrderElementsOf(sent);
      assertThat(harvest.deadKeys()).isEmpty();
    }
  }

  /** Whether the next article is labelled by this model. */
  private static boolean serves(
      TestStream stream, Harvest harvest, List<String> sent, String model) {
    sent.addAll(stream.sendArticles(sent.size(), sent.size() + 1));
    harvest.awaitKeys(sent.size(), PATIENCE);
    var labelled = harvest.labelled();
    return model.equals(harvest.decode(labelled.get(labelled.size() - 1)).getModel());
  }

  private static Map<String, String> named(TestStream stream, String name) {
    var values = new HashMap<>(stream.values());
    values.put("serving.client-id", name);
    return values;
  }

  private String announce(Settings settings) throws IOException {
    Checkpoint checkpoint =
        Checkpoint.open(TestCheckpoint.write(directory, "next", 31).directory());
    try (var store = CheckpointStores.of(settings);
        var announcements =
            KafkaAnnouncements.open(settings, WireFormats.of(settings.registry()))) {
      var folder = store.publish(checkpoint.directory(), checkpoint.id());
      announcements.announce(
          ModelAnnouncement.newBuilder(ModelAnnouncements.of(checkpoint, folder))
              .setChannel(Channel.CHAMPION.key())
              .setDecidedAt(Instant.now())
              .build());
      return checkpoint.id();
    }
  }
}
