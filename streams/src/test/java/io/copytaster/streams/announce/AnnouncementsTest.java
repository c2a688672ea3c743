package io.copytaster.streams.announce;

import static io.copytaster.streams.announce.Announced.as;
import static io.copytaster.streams.announce.Announced.candidate;
import static io.copytaster.streams.announce.Channel.CHALLENGER;
import static io.copytaster.streams.announce.Channel.CHAMPION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.copytaster.schemas.ModelAnnouncement;
import io.copytaster.streams.broker.EmbeddedBroker;
import io.copytaster.streams.broker.NewsTopics;
import io.copytaster.streams.broker.Patience;
import io.copytaster.streams.broker.TopicAdmin;
import io.copytaster.streams.config.KafkaProperties;
import io.copytaster.streams.config.Settings;
import io.copytaster.streams.event.WireFormat;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The log of models on a real broker: written, compacted, followed. */
@Timeout(value = 90, unit = TimeUnit.SECONDS)
class AnnouncementsTest {

  private static final WireFormat FORMAT = WireFormat.singleObject();
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final AtomicInteger NUMBER = new AtomicInteger();

  @TempDir static Path directory;
  private static EmbeddedBroker broker;

  private Settings settings = Settings.of(Map.of());
  private final BlockingQueue<ModelAnnouncement> told = new LinkedBlockingQueue<>();

  @BeforeAll
  static void start() {
    broker = EmbeddedBroker.start(directory.resolve("shared"), 0);
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @BeforeEach
  void createTopic() {
    settings = settings(broker, "models-" + NUMBER.incrementAndGet());
    create(settings, Map.of());
  }

  @Test
  void whatIsAnnounced_isRead_andKeptInTheHistory() {
    var first = as(CHAMPION, "a", 1).build();
    var rival = as(CHALLENGER, "r", 2).build();
    var second = as(CHAMPION, "b", 3).setSupersedes("a").build();
    var rejected = candidate("c", 4, "rejected");
    try (var log = KafkaAnnouncements.open(settings, FORMAT)) {
      assertThat(log.read()).isEqualTo(Models.NONE);
      log.announce(first);
      log.announce(rival);
      log.announce(second);
      log.record(rejected);
      var models = log.read();
      assertThat(models.champion()).contains(second);
      assertThat(models.challenger()).contains(rival);
      assertThat(models.history()).containsExactly(first, rival, second);
      assertThat(models.candidates()).containsExactly(Map.entry("c", rejected));
      assertThat(models.ids()).containsExactly("c", "b", "r", "a");
      assertThatIllegalArgumentException().isThrownBy(() -> log.announce(rejected));
    }
  }

  /** Nothing but the newest is left of a channel's own key, and all of the history. */
  @Test
  void compaction_keepsTheHistory() throws Exception {
    settings = settings(broker, "compacted-" + NUMBER.incrementAndGet());
    create(
        settings,
        Map.of(
            "segment.ms",
            "50",
            "min.cleanable.dirty.ratio",
            "0.001",
            "max.compaction.lag.ms",
            "1"));
    int announced = 0;
    try (var log = KafkaAnnouncements.open(settings, FORMAT)) {
      while (announced < 5 || records("champion") >= announced) {
        log.announce(as(CHAMPION, "m" + announced, announced).build());
        announced++;
        Thread.sleep(200); // the broker's cleaner comes every 15 s
      }
      var models = log.read();
      assertThat(models.history()).hasSize(announced);
      assertThat(models.history().get(0).getModel()).isEqualTo("m0");
      assertThat(models.champion())
          .map(ModelAnnouncement::getModel)
          .contains("m" + (announced - 1));
    }
  }

  @Test
  void startedLater_isToldTheNewestAlone_andThenEachNewOne() throws Exception {
    try (var log = KafkaAnnouncements.open(settings, FORMAT)) {
      for (int minute = 0; minute < 10; minute++) {
        log.announce(as(CHAMPION, "m" + minute, minute).build());
      }
      log.record(candidate("c", 10, "rejected"));
      try (var follower = AnnouncementFollower.start(settings, FORMAT, told::add)) {
        assertThat(follower.awaitCaughtUp(SOON)).isTrue();
        assertThat(told).extracting(ModelAnnouncement::getModel).containsExactly("m9");
        told.clear();
        log.announce(as(CHALLENGER, "r", 11).build());
        assertThat(next()).isEqualTo("r");
        log.announce(as(CHAMPION, "m11", 11).build());
        assertThat(next()).isEqualTo("m11");
        assertThat(follower.models().ids()).contains("c", "m0");
      }
    }
  }

  @Test
  void recordThatIsNoAnnouncement_isPassedOver() throws Exception {
    send("champion", "no announcement".getBytes(StandardCharsets.UTF_8));
    try (var log = KafkaAnnouncements.open(settings, FORMAT)) {
      log.announce(as(CHAMPION, "a", 1).build());
      send("champion", new byte[] {(byte) 0xC3, 1, 2});
      send("something else", new byte[0]);
      send("challenger", null);
      assertThat(log.read().champion()).map(ModelAnnouncement::getModel).contains("a");
      try (var follower = AnnouncementFollower.start(settings, FORMAT, told::add)) {
        assertThat(follower.awaitCaughtUp(SOON)).isTrue();
        assertThat(told).extracting(ModelAnnouncement::getModel).containsExactly("a");
      }
    }
  }

  @Test
  void listenerThatThrows_isToldTheNextOne() throws Exception {
    try (var log = KafkaAnnouncements.open(settings, FORMAT);
        var follower =
            AnnouncementFollower.start(
                settings,
                FORMAT,
                announcement -> {
                  told.add(announcement);
                  throw new IllegalStateException("not ready");
                })) {
      assertThat(follower.awaitCaughtUp(SOON)).isTrue();
      log.announce(as(CHAMPION, "a", 1).build());
      assertThat(next()).isEqualTo("a");
      log.announce(as(CHAMPION, "b", 2).build());
      assertThat(next()).isEqualTo("b");
    }
  }

  @Test
  void brokerAway_isWaitedFor_andWhatWasToldIsNotToldAgain() throws Exception {
    Path data = directory.resolve("restarted");
    int port;
    var first = EmbeddedBroker.start(data, 0);
    try {
      port = Integer.parseInt(first.bootstrapServers().replaceAll(".*:", ""));
      var restarting = settings(first, "models");
      create(restarting, Map.of());
      announce(restarting, as(CHAMPION, "a", 1).build());
      try (var follower = AnnouncementFollower.start(restarting, FORMAT, told::add)) {
        assertThat(next()).isEqualTo("a");
        first.close();
        try (var second = EmbeddedBroker.start(data, port)) {
          announce(settings(second, "models"), as(CHAMPION, "b", 2).build());
          assertThat(next()).isEqualTo("b");
          assertThat(told).isEmpty();
          assertThat(follower.models().history()).hasSize(2);
        }
      }
    } finally {
      first.close();
    }
  }

  @Test
  void topicThatIsMissing_isWaitedFor() throws Exception {
    settings = settings(broker, "late-" + NUMBER.incrementAndGet());
    try (var follower = AnnouncementFollower.start(settings, FORMAT, told::add)) {
      assertThat(follower.awaitCaughtUp(Duration.ofMillis(300))).isFalse();
      create(settings, Map.of());
      announce(settings, as(CHAMPION, "a", 1).build());
      assertThat(next()).isEqualTo("a");
    }
  }

  private @Nullable String next() throws InterruptedException {
    var announcement = told.poll(SOON.toSeconds(), TimeUnit.SECONDS);
    return announcement == null ? null : announcement.getModel();
  }

  private static void announce(Settings settings, ModelAnnouncement announcement) {
    try (var log = KafkaAnnouncements.open(settings, FORMAT)) {
      log.announce(announcement);
    }
  }

  private void send(String key, byte @Nullable [] value) throws Exception {
    var serializer = new ByteArraySerializer();
    try (var producer =
        new KafkaProducer<>(KafkaProperties.producer(settings), serializer, serializer)) {
      byte[] name = key.getBytes(StandardCharsets.UTF_8);
      producer.send(new ProducerRecord<>(settings.topics().models(), name, value)).get();
    }
  }

  /** How many records of a key the broker still has. */
  private int records(String key) {
    var deserializer = new StringDeserializer();
    try (var consumer =
        new KafkaConsumer<>(KafkaProperties.consumer(settings), deserializer, deserializer)) {
      var partition = List.of(new TopicPartition(settings.topics().models(), 0));
      consumer.assign(partition);
      consumer.seekToBeginning(partition);
      long end = consumer.endOffsets(partition).values().stream().mapToLong(Long::longValue).sum();
      int records = 0;
      while (consumer.position(partition.get(0)) < end) {
        for (var record : consumer.poll(Duration.ofMillis(100))) {
          records += record.key().equals(key) ? 1 : 0;
        }
      }
      return records;
    }
  }

  private static Settings settings(EmbeddedBroker broker, String topic) {
    return Settings.of(
        Map.of("kafka.bootstrap.servers", broker.bootstrapServers(), "topics.models", topic));
  }

  private static void create(Settings settings, Map<String, String> more) {
    var topic = NewsTopics.models(settings);
    var configs = new HashMap<>(topic.configs());
    configs.putAll(more);
    try (var admin = TopicAdmin.connect(settings, Patience.endless(), what -> {})) {
      admin.ensure(List.of(topic.configs(configs)), true);
    }
  }
}
