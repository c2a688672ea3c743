package io.copytaster.streams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.copytaster.model.checkpoint.Checkpoint;
import io.copytaster.streams.broker.EmbeddedBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands that say which model serves, from the first champion to a rollback. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class CheckpointAnnouncementTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir static Path directory;
  private static EmbeddedBroker broker;

  @BeforeAll
  static void start() {
    broker = EmbeddedBroker.start(directory.resolve("kafka"), 0);
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Test
  void promoted_pinned_rolledBack() throws IOException {
    String a = checkpoint("a");
    String b = checkpoint("b");
    assertThat(run("life", "list").out()).startsWith("Nothing is announced on life.models");

    assertThat(run("life", "promote", path("a")).out())
        .isEqualTo("announced " + a + " as champion" + System.lineSeparator());
    assertThat(run("life", "promote", path("b"), "--reason", "climate desk").out())
        .contains("announced " + b + " as champion instead of " + a);
    assertThat(run("life", "list").lines())
        .satisfiesExactly(
            titles -> assertThat(titles).startsWith("ROLE").contains("MODEL", "ACCURACY"),
            champion -> assertThat(champion).startsWith("champion").contains(b, "climate desk"));
    assertThat(directory.resolve("life/published").resolve(a).resolve("manifest.json")).exists();

    assertThat(run("life", "pin", b).out()).contains("pinned " + b + " as champion");
    assertRefused(run("life", "rollback"), "is pinned as champion", "pin --release");
    assertThat(run("life", "pin", "--release").out()).contains("released " + b);

    assertThat(run("life", "rollback").out())
        .contains("announced " + a + " as champion instead of " + b);
    assertThat(run("life", "promote", b, "--challenger").out())
        .contains("announced " + b + " as challenger");
    assertThat(run("life", "list", "--json").lines())
        .extracting(CheckpointAnnouncementTest::roleAndModel)
        .containsExactly("champion " + a, "challenger " + b);
    assertThat(run("life", "history", "--json").lines())
        .extracting(CheckpointAnnouncementTest::roleAndModel)
        .containsExactly(
            "champion " + a,
            "champion " + b,
            "champion " + b,
            "champion " + b,
            "champion " + a,
            "challenger " + b);
    assertThat(run("life", "history").lines()).hasSize(7).first().asString().startsWith("WHEN");

    assertThat(run("life", "withdraw").out()).contains("withdrew the challenger " + b);
    assertThat(run("life", "list", "--json").lines())
        .extracting(CheckpointAnnouncementTest::roleAndModel)
        .containsExactly("champion " + a);
    assertRefused(run("life", "withdraw"), "No challenger is announced");
    assertThat(run("life", "history", "--json").lines().get(6)).contains("withdrawn", b);
  }

  @Test
  void refusals_sayWhatToDo() throws IOException {
    String a = checkpoint("a");
    assertRefused(run("no", "rollback"), "No champion is announced");
    assertRefused(run("no", "promote", "desks-0"), "desks-0 is no checkpoint", "Nothing was");
    run("no", "promote", path("a"));
    assertRefused(run("no", "promote", path("a")), a + " is the champion already");
    assertRefused(run("no", "promote", "desks-0"), "The newest known are " + a);
    assertRefused(run("no", "rollback"), "is the first champion");
    assertRefused(run("no", "pin", "--release"), "Nothing is pinned");
    assertThat(run("no", "pin").code()).isEqualTo(ExitCodes.USAGE);
    assertThat(run("no", "promote").code()).isEqualTo(ExitCodes.USAGE);
  }

  @Test
  void missingTopic_isNamed() {
    var run = run("missing", "list", "-Dtopics.create=false");
    assertRefused(run, "no topic missing.models", "copytaster.topics.create");
  }

  @Test
  void oldOnes_areRemovedFromStorage_butNotThePredecessor() throws IOException {
    var ids = new ArrayList<String>();
    for (String name : List.of("a", "b", "c", "d")) {
      ids.add(checkpoint(name));
      assertThat(run("prune", "promote", path(name), "-Dstorage.keep=1").code()).isZero();
    }
    assertThat(directory.resolve("prune/published"))
        .isDirectoryContaining(folder -> folder.endsWith(ids.get(3)))
        .isDirectoryContaining(folder -> folder.endsWith(ids.get(2)))
        .isDirectoryNotContaining(folder -> folder.endsWith(ids.get(0)))
        .isDirectoryNotContaining(folder -> folder.endsWith(ids.get(1)));
  }

  @Test
  void directoryWithoutManifest_isPublishedWithOne() throws IOException {
    Path tiny = TinyModel.write(directory.resolve("plain"));
    String id = Checkpoint.open(tiny).id();
    assertThat(run("plain", "promote", tiny.toString()).out()).contains("announced " + id);
    assertThat(directory.resolve("plain/published").resolve(id).resolve("manifest.json")).exists();
    assertThat(tiny.resolve("manifest.json")).doesNotExist();
  }

  private static void assertRefused(Run run, String... why) {
    assertThat(run.code()).isEqualTo(ExitCodes.FAILED);
    assertThat(run.err()).contains(why);
  }

  private static String roleAndModel(String line) {
    try {
      JsonNode json = JSON.readTree(line);
      return json.get("role").asText() + " " + json.get("model").asText();
    } catch (IOException e) {
      throw new AssertionError(line, e);
    }
  }

  /** A checkpoint of this name, with a manifest; returns its identifier. */
  private static String checkpoint(String name) throws IOException {
    Path target = Path.of(path(name));
    if (!Files.exists(target)) {
      var tiny = TinyModel.write(directory.resolve("source")).toString();
      assertThat(Run.of("checkpoint", "import", tiny, target.toString()).code()).isZero();
    }
    return Checkpoint.open(target).id();
  }

  private static String path(String name) {
    return directory.resolve("checkpoints").resolve(name).toString();
  }

  private static Run run(String prefix, String... arguments) {
    var all = new ArrayList<>(List.of("checkpoint"));
    all.addAll(List.of(arguments));
    if (!all.contains("-Dtopics.create=false")) {
      all.add("-Dtopics.create=true");
    }
    all.add("-Dkafka.bootstrap.servers=" + broker.bootstrapServers());
    all.add("-Dtopics.models=" + prefix + ".models");
    all.add("-Dmodel.cache=" + directory.resolve(prefix));
    return Run.of(all.toArray(String[]::new));
  }
}
