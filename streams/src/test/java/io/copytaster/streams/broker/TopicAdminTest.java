package io.copytaster.streams.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.copytaster.streams.config.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class TopicAdminTest {

  private static final Duration BRIEFLY = Duration.ofMillis(100);

  @TempDir static Path directory;
  private static EmbeddedBroker broker;

  @BeforeAll
  static void start() {
    broker = EmbeddedBroker.start(directory.resolve("shared"), 0);
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Test
  void missingTopic_isNamedAndNotCreated() {
    var settings = settings(broker.bootstrapServers(), "topics.raw", "wire");
    try (var admin = connect(settings)) {
      assertThatExceptionOfType(BrokerException.class)
          .isThrownBy(() -> admin.ensure(NewsTopics.forServing(settings), false))
          .withMessageContaining("wire")
          .withMessageContaining("copytaster.topics.create = true")
          .returns(BrokerException.Category.MISSING_TOPIC, BrokerException::category);
      assertThat(admin.ensure(List.of(), false)).isEmpty();
    }
  }

  @Test
  void create_makesWhatIsMissingOnce() {
    var settings = settings(broker.bootstrapServers(), "topics.partitions", "2");
    try (var admin = connect(settings)) {
      var topics = new ArrayList<>(NewsTopics.forServing(settings));
      topics.addAll(NewsTopics.forLearning(settings));
      assertThat(admin.ensure(topics, true))
          .containsExactly(
              "news.raw", "news.labeled", "news.dead-letter", "news.reviewed", "news.models");
      assertThat(admin.ensure(topics, true)).isEmpty();
      assertThat(admin.partitions(List.of("news.raw", "news.models")))
          .isEqualTo(Map.of("news.raw", 2, "news.models", 1));
      assertThat(admin.maxMessageBytes("news.labeled")).isEqualTo(1_048_588);
      assertThat(admin.maxMessageBytes("news.dead-letter")).isEqualTo(2_097_152);
    }
  }

  @Test
  void noBroker_isSaidOnceUntilTimeIsUp() throws IOException {
    var said = new ArrayList<String>();
    var settings = settings("127.0.0.1:" + unusedPort(), "serving.threads", "1");
    var patience = new Patience(BRIEFLY, BRIEFLY, Duration.ofMillis(3_200));
    assertThatExceptionOfType(BrokerException.class)
        .isThrownBy(() -> TopicAdmin.connect(settings, patience, said::add))
        .withMessageContaining(settings.kafka().bootstrapServers())
        .returns(BrokerException.Category.UNREACHABLE, BrokerException::category);
    assertThat(said).hasSize(1).first().asString().contains("bootstrap.servers");
  }

  @Test
  void unknownHost_isWaitedForAsWell() {
    var said = new ArrayList<String>();
    var settings = settings("nowhere.invalid:9092", "serving.threads", "1");
    assertThatExceptionOfType(BrokerException.class)
        .isThrownBy(
            () -> TopicAdmin.connect(settings, new Patience(BRIEFLY, BRIEFLY, BRIEFLY), said::add))
        .returns(BrokerException.Category.UNREACHABLE, BrokerException::category);
  }

  @Test
  void lateBroker_isFound() throws Exception {
    int port = unusedPort();
    var said = new CopyOnWriteArrayList<String>();
    var settings = settings("127.0.0.1:" + port, "serving.threads", "1");
    var connecting =
        CompletableFuture.supplyAsync(
            () -> {
              var patience = new Patience(BRIEFLY, BRIEFLY, Duration.ofSeconds(40));
              return TopicAdmin.connect(settings, patience, said::add);
            });
    while (said.isEmpty()) {
      Thread.sleep(20);
    }
    try (var late = EmbeddedBroker.start(directory.resolve("late"), port);
        var admin = connecting.get()) {
      assertThat(admin.ensure(List.of(), false)).isEmpty();
      assertThat(said).hasSize(2).last().asString().contains(late.bootstrapServers());
    }
  }

  private static TopicAdmin connect(Settings settings) {
    return TopicAdmin.connect(settings, Patience.upTo(Duration.ofSeconds(30)), said -> {});
  }

  private static Settings settings(String servers, String name, String value) {
    return Settings.of(Map.of("kafka.bootstrap.servers", servers, name, value));
  }

  private static int unusedPort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
