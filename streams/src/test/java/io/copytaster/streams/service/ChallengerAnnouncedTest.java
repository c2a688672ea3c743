package io.copytaster.streams.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.copytaster.model.checkpoint.Checkpoint;
import io.copytaster.schemas.LabeledNews;
import io.copytaster.schemas.ModelAnnouncement;
import io.copytaster.streams.announce.Announcements;
import io.copytaster.streams.announce.Channel;
import io.copytaster.streams.announce.Decider;
import io.copytaster.streams.announce.Decision;
import io.copytaster.streams.announce.Decisions;
import io.copytaster.streams.announce.KafkaAnnouncements;
import io.copytaster.streams.announce.Publication;
import io.copytaster.streams.event.AvroDecoder;
import io.copytaster.streams.feed.TopicReader;
import io.copytaster.streams.storage.CheckpointStores;
import io.copytaster.streams.swap.Awaiting;
import io.copytaster.streams.swap.TestCheckpoint;
import io.copytaster.streams.telemetry.Meters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A challenger comes, is replaced and goes by announcements alone, and the champion labels on. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ChallengerAnnouncedTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int FEW = 20;

  @TempDir Path directory;
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final List<String> sent = new ArrayList<>();
  private final List<LabeledNews> shadowed = new ArrayList<>();

  @Test
  void announcedReplacedWithdrawn_itsLabelsApart_theChampionsComplete() throws IOException {
    try (var stream =
            TestStream.create(
                "topics.create",
                "true",
                "serving.shadow",
                "true",
                "serving.shadow-share",
                "1",
                "storage.location",
                directory.resolve("published").toString(),
                "model.cache",
                directory.resolve("cache").toString());
        var harvest = stream.harvest();
        var log =
            KafkaAnnouncements.open(
                stream.settings(), WireFormats.of(stream.settings().registry()));
        var shadow =
            TopicReader.open(
                stream.settings(), List.of(stream.settings().topics().shadow()), true);
        var service = LabelingService.start(stream.settings(), registry, List.of())) {
      send(stream);
      String first = announce(stream, log, "first", 41);
      awaitLabelsOf(first, stream, shadow);
      assertThat(agreement()).isBetween(0.0, 1.0);

      String second = announce(stream, log, "second", 42);
      awaitLabelsOf(second, stream, shadow);
      int before = shadowed.size();
      send(stream);
      harvest.awaitKeys(sent.size(), PATIENCE);
      read(shadow, stream);
      assertThat(shadowed.subList(before, shadowed.size()))
          .allMatch(news -> second.equals(news.getModel()));

      announce(log, Decisions.withdraw(log.read(), decider()));
      Awaiting.until(() -> leavesAlone(stream, harvest));

      assertThat(harvest.toEnd().labelledKeys()).containsExactlyInAnyOrderElementsOf(sent);
      assertThat(harvest.labelled())
          .allMatch(record -> service.model().equals(harvest.decode(record).getModel()));
      assertThat(shadowed).extracting(LabeledNews::getModel).containsOnly(first, second);
    }
  }

  private void send(TestStream stream) {
    sent.addAll(stream.sendArticles(sent.size(), sent.size() + FEW));
  }

  /** Sends until an article has a label of this challenger. */
  private void awaitLabelsOf(String challenger, TestStream stream, TopicReader shadow) {
    Awaiting.until(
        () -> {
          send(stream);
          read(shadow, stream);
          return shadowed.stream().anyMatch(news -> challenger.equals(news.getModel()));
        });
  }

  private void read(TopicReader shadow, TestStream stream) {
    var decoder =
        new AvroDecoder<>(WireFormats.of(stream.settings().registry()), LabeledNews.class);
    shadow.readToEnd(record -> shadowed.add(decoder.decode(record.value())));
  }

  /** Whether the next articles are labelled without anybody in the shadow being shown one. */
  private boolean leavesAlone(TestStream stream, Harvest harvest) {
    double shown = shown();
    send(stream);
    harvest.awaitKeys(sent.size(), PATIENCE);
    return shown() == shown;
  }

  private double shown() {
    return registry.get(Meters.SHADOW_ARTICLES.name()).counters().stream()
        .mapToDouble(Counter::count)
        .sum();
  }

  private double agreement() {
    return registry.get(Meters.SHADOW_AGREEMENT.name()).gauge().value();
  }

  private String announce(TestStream stream, Announcements log, String name, long seed)
      throws IOException {
    var checkpoint = Checkpoint.open(TestCheckpoint.write(directory, name, seed).directory());
    try (var store = CheckpointStores.of(stream.settings())) {
      var published =
          Publication.of(checkpoint, store, CheckpointStores.encoders(stream.settings()));
      return announce(log, Decisions.promote(log.read(), published, Channel.CHALLENGER, decider()));
    }
  }

  private static String announce(Announcements log, Decision decision) {
    ModelAnnouncement announcement = ((Decision.Announce) decision).announcement();
    log.announce(announcement);
    return announcement.getModel();
  }

  private static Decider decider() {
    return new Decider("desk", "to compare", Instant.now());
  }
}
