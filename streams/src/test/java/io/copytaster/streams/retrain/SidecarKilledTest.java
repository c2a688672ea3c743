package io.copytaster.streams.retrain;

import static org.assertj.core.api.Assertions.assertThat;

import io.copytaster.schemas.ModelAnnouncement;
import io.copytaster.streams.announce.KafkaAnnouncements;
import io.copytaster.streams.announce.Models;
import io.copytaster.streams.broker.EmbeddedBroker;
import io.copytaster.streams.config.KafkaProperties;
import io.copytaster.streams.config.Settings;
import io.copytaster.streams.feed.TopicReader;
import io.copytaster.streams.service.WireFormats;
import io.copytaster.streams.storage.CheckpointStores;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One run, whose process gets SIGKILL wherever it has come to, again and again. */
@Tag("slow")
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class SidecarKilledTest {

  @TempDir static Path directory;
  private static EmbeddedBroker broker;
  private static ReviewDesk desk;

  @BeforeAll
  static void start() throws IOException {
    broker = EmbeddedBroker.start(directory.resolve("kafka"), 0);
    // With a manifest, as every trained one: the run announces it before its successor.
    desk =
        new ReviewDesk(
            broker.bootstrapServers(), Toy.mistaken(directory.resolve("mistaken")), directory);
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Test
  void killedInEveryState_theRunGoesOn_withOneVerdict_onePromotion_andTheNextRunWorks()
      throws Exception {
    desk.review("good", 300, () -> false, "editor");
    for (String point :
        List.of(
            "reading",
            "training",
            KillPoint.STEPPED,
            "evaluating",
            "deciding",
            "publishing",
            KillPoint.PLACED,
            KillPoint.RECORDED,
            KillPoint.CROWNED,
            "announced")) {
      killAt(point);
      assertNothingHalf();
    }
    assertThat(outcome()).isEqualTo("too few");
    assertThat(announced().history()).hasSize(2);
    String promoted = announced().champion().orElseThrow().getModel();
    assertThat(verdicts()).containsExactly(Map.entry(promoted, "promoted"));

    desk.review("bad", 300, () -> true, "editor");
    for (String point : List.of("deciding", "publishing", KillPoint.RECORDED, "rejected")) {
      killAt(point);
      assertNothingHalf();
    }
    assertThat(outcome()).isEqualTo("too few");
    assertThat(verdicts()).hasSize(2).containsValue("rejected");
    assertThat(announced().champion().orElseThrow().getModel()).isEqualTo(promoted);

    desk.review("more", 300, () -> false, "editor");
    assertThat(outcome()).containsPattern("^(promoted|rejected): ");
    assertThat(verdicts()).hasSize(3);
    assertNothingHalf();
    try (var runs = Files.list(desk.settings().retrain().directory().orElseThrow())) {
      assertThat(runs.map(Path::getFileName).map(Path::toString)).containsExactly("journal.json");
    }
  }

  private static void killAt(String point) throws Exception {
    try (var sidecar = SidecarProcess.start(point, desk.values())) {
      assertThat(sidecar.said()).isEqualTo(point);
    }
    forgetTheDead();
  }

  private static String outcome() throws Exception {
    try (var sidecar = SidecarProcess.start("", desk.values())) {
      return sidecar.said();
    } finally {
      forgetTheDead();
    }
  }

  /** Otherwise each start would wait for the lease of the one before, which is tested elsewhere. */
  private static void forgetTheDead() throws Exception {
    try (var admin = Admin.create(KafkaProperties.admin(desk.settings()))) {
      admin
          .removeMembersFromConsumerGroup(
              desk.settings().retrain().group(), new RemoveMembersFromConsumerGroupOptions())
          .all()
          .get();
    }
  }

  /** Each key but a channel's is written once, and whatever is announced can be had. */
  private static void assertNothingHalf() throws IOException {
    Settings settings = desk.settings();
    Map<String, Integer> written = new HashMap<>();
    try (var topic = TopicReader.open(settings, List.of(settings.topics().models()), true)) {
      topic.readToEnd(
          record ->
              written.merge(new String(record.key(), StandardCharsets.UTF_8), 1, Integer::sum));
    }
    Models models = announced();
    assertThat(written.getOrDefault("champion", 0)).isEqualTo(models.history().size());
    written.remove("champion");
    assertThat(written.values()).as(written.toString()).allMatch(times -> times == 1);
    assertThat(models.history()).extracting(ModelAnnouncement::getModel).doesNotHaveDuplicates();
    try (var store = CheckpointStores.of(settings)) {
      var copies = CheckpointStores.copiesOf(store, settings);
      for (ModelAnnouncement each : models.history()) {
        assertThat(copies.obtain(each)).isDirectory(); // every digest is compared
      }
    }
  }

  private static Map<String, String> verdicts() {
    Map<String, String> verdicts = new HashMap<>();
    announced()
        .candidates()
        .forEach((model, candidate) -> verdicts.put(model, candidate.getVerdict()));
    return verdicts;
  }

  private static Models announced() {
    try (var log =
        KafkaAnnouncements.open(desk.settings(), WireFormats.of(desk.settings().registry()))) {
      return log.read();
    }
  }

  @Test
  void everyStateUnderWay_isOneToBeKilledIn() {
    List<String> states =
        Arrays.stream(RetrainState.UnderWay.class.getPermittedSubclasses())
            .map(state -> state.getSimpleName().toLowerCase(Locale.ROOT))
            .toList();
    assertThat(states)
        .containsExactlyInAnyOrder("reading", "training", "evaluating", "deciding", "publishing");
  }
}
