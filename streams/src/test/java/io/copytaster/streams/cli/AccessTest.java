package io.copytaster.streams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.copytaster.model.checkpoint.Manifest;
import io.copytaster.streams.access.Right;
import io.copytaster.streams.access.Role;
import io.copytaster.streams.broker.NewsTopics;
import io.copytaster.streams.broker.Patience;
import io.copytaster.streams.broker.TopicAdmin;
import io.copytaster.streams.config.Settings;
import io.copytaster.streams.service.LabelingService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Over TLS, on a broker that allows nothing unasked, each role does its work with the rights that
 * {@code acls} gives it, and with less it says what it lacks.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AccessTest {

  private static final int ARTICLES = 120;

  @TempDir static Path directory;
  private static GuardedBroker broker;
  private static Path model;

  @BeforeAll
  static void start() throws Exception {
    broker = GuardedBroker.start(directory);
    model = TinyModel.write(directory.resolve("tiny"));
    Manifest.of(model, "tiny").write(model);
    var settings = settings(broker.administrator());
    try (var admin = TopicAdmin.connect(settings, Patience.endless(), what -> {})) {
      var topics = new ArrayList<>(NewsTopics.forServing(settings));
      topics.addAll(NewsTopics.forLearning(settings));
      admin.ensure(topics, true);
    }
    for (Role role : Role.values()) {
      broker.admit(role.id());
      var applied =
          run(
              broker.administrator(),
              "acls",
              role.id(),
              "--principal=User:" + role.id(),
              "--apply");
      assertThat(applied.code()).as(applied.err()).isZero();
    }
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  private static Map<String, String> values(Map<String, String> kafka) {
    var values = new HashMap<>(kafka);
    values.put("topics.partitions", "1");
    values.put("model.checkpoint", model.toString());
    values.put("model.cache", directory.resolve("cache").toString());
    values.put("model.precision", "fp32");
    values.put("model.threads", "1");
    values.put("storage.location", directory.resolve("published").toString());
    return values;
  }

  private static Settings settings(Map<String, String> kafka) {
    return Settings.of(values(kafka));
  }

  private static Run run(Map<String, String> kafka, String... arguments) {
    Stream<String> given =
        values(kafka).entrySet().stream().map(each -> "-D" + each.getKey() + "=" + each.getValue());
    return Run.of(Stream.concat(Arrays.stream(arguments), given).toArray(String[]::new));
  }

  private static void assertDone(Run run) {
    assertThat(run.code()).as(run.err()).isZero();
  }

  private static Path articles(boolean blank) throws IOException {
    var rows = new ArrayList<String>();
    for (int i = 0; i < ARTICLES; i++) {
      rows.add(
          "{\"id\":\"a%d\",\"title\":\"ferry %d sails\",\"description\":\"\",\"label\":\"%s\"}"
              .formatted(i, i, TinyModel.LABELS.get(i % 4)));
    }
    if (blank) {
      rows.add("{\"id\":\"blank\",\"title\":\" \",\"description\":\"\"}");
    }
    return Files.write(directory.resolve("articles-" + blank + ".jsonl"), rows);
  }

  @Test
  @Order(1)
  void everyRole_withTheRightsOfTheTable_doesItsWork() throws Exception {
    assertDone(run(broker.user("producer"), "produce", "--input=" + articles(true)));
    try (var service = LabelingService.start(settings(broker.user("serve")))) {
      assertThat(service.awaitRunning()).isTrue();
      var labels =
          run(
              broker.user("reader"),
              "tail",
              "--from-beginning",
              "--json",
              "--timeout=60",
              "--limit=" + ARTICLES);
      assertDone(labels);
      assertThat(labels.lines()).hasSize(ARTICLES);
    }
    assertDone(run(broker.user("editor"), "produce", "--reviewed=" + articles(false)));
    var decided =
        run(
            broker.user("retrain"),
            "retrain",
            "--once",
            "--min-reviewed=50",
            "-Dretrain.epochs=1",
            "-Dretrain.directory=" + directory.resolve("retrain"));
    assertDone(decided);
    assertThat(decided.out()).containsPattern("(promoted|rejected): ");
    assertDone(run(broker.user("operator"), "checkpoint", "promote", model.toString()));
    assertDone(run(broker.user("operator"), "checkpoint", "list"));
    var replayed = run(broker.user("operator"), "dead-letters", "replay", "--exactly-once");
    assertDone(replayed);
    assertThat(replayed.out()).contains("1");
  }

  @Test
  @Order(2)
  void token_isAsGoodAsAPassword() {
    var labels = run(broker.bearer("reader"), "tail", "--from-beginning", "--limit=3");
    assertDone(labels);
    assertThat(labels.lines()).hasSize(3);
  }

  @Test
  @Order(3)
  void wrongPassword_isRefusedInALine_withTheSettingsToLookAt() {
    var run = run(broker.user("reader", "guessed"), "tail", "--from-beginning");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err().lines().toList().get((int) run.err().lines().count() - 1))
        .contains("refuses this client", "copytaster.kafka.security.protocol")
        .doesNotContain("guessed");
  }

  @Test
  @Order(4)
  void readerWhoWrites_isRefusedInALine() throws IOException {
    var run = run(broker.user("reader"), "produce", "--input=" + articles(false));
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("news.raw");
  }

  /** The service does not stand there and try for ever. */
  @ParameterizedTest
  @CsvSource({
    "TOPIC, news.raw, news.raw",
    "GROUP, copytaster, group: copytaster",
    "TOPIC, news.labeled, news.labeled",
    "TRANSACTIONAL_ID, copytaster, Transactional Id",
  })
  @Order(5)
  void serveWithOneRightLess_endsAndSaysWhichIsMissing(String type, String name, String said)
      throws Exception {
    String user = "less-" + type + "-" + name;
    broker.admit(user);
    var admin = settings(broker.administrator());
    var serve = settings(broker.user("serve"));
    List<Right> rights =
        Role.SERVE.rights(serve).stream()
            .filter(right -> !(right.type().name().equals(type) && right.name().equals(name)))
            .toList();
    assertThat(rights).hasSize(Role.SERVE.rights(serve).size() - 1);
    try (var access = TopicAdmin.connect(admin, Patience.endless(), what -> {})) {
      access.allow(
          rights.stream().flatMap(right -> right.bindings("User:" + user).stream()).toList());
    }
    assertDone(run(broker.user("producer"), "produce", "--input=" + articles(false)));
    var run = run(broker.user(user), "serve");
    assertThat(run.code()).as(run.err()).isEqualTo(1);
    String last = run.err().lines().reduce((first, second) -> second).orElseThrow();
    assertThat(last).startsWith("copytaster serve: ").contains(said);
  }
}
