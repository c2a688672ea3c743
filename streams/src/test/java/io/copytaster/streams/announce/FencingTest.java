package io.copytaster.streams.announce;

import static io.copytaster.streams.announce.Announced.as;
import static io.copytaster.streams.announce.Announced.candidate;
import static io.copytaster.streams.announce.Channel.CHAMPION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.copytaster.schemas.ModelAnnouncement;
import io.copytaster.streams.broker.EmbeddedBroker;
import io.copytaster.streams.broker.NewsTopics;
import io.copytaster.streams.broker.Patience;
import io.copytaster.streams.broker.TopicAdmin;
import io.copytaster.streams.config.KafkaProperties;
import io.copytaster.streams.config.Settings;
import io.copytaster.streams.event.AvroEncoder;
import io.copytaster.streams.event.WireFormat;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Of those who may announce under one name, only the one who claimed last does. */
@Timeout(value = 90, unit = TimeUnit.SECONDS)
class FencingTest {

  private static final WireFormat FORMAT = WireFormat.singleObject();
  private static final AtomicInteger NUMBER = new AtomicInteger();

  @TempDir static Path directory;
  private static EmbeddedBroker broker;

  private Settings settings = Settings.of(Map.of());
  private String name = "";

  @BeforeAll
  static void start() {
    broker = EmbeddedBroker.start(directory, 0);
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @BeforeEach
  void createTopic() {
    name = "fenced-" + NUMBER.incrementAndGet();
    settings =
        Settings.of(
            Map.of("kafka.bootstrap.servers", broker.bootstrapServers(), "topics.models", name));
    try (var admin = TopicAdmin.connect(settings, Patience.endless(), what -> {})) {
      admin.ensure(List.of(NewsTopics.models(settings)), true);
    }
  }

  private KafkaAnnouncements open() {
    return KafkaAnnouncements.openFenced(settings, FORMAT, name);
  }

  @Test
  void whoWakesAfterAnotherHasClaimed_announcesNothing() {
    try (var late = open();
        var next = open()) {
      late.claim();
      late.announce(as(CHAMPION, "a", 1).build());
      next.claim();
      assertThatExceptionOfType(FencedException.class)
          .isThrownBy(() -> late.announce(as(CHAMPION, "late", 2).build()))
          .withMessageContaining(name)
          .withMessageContaining("retrain.group");
      next.announce(as(CHAMPION, "b", 3).setSupersedes("a").build());
      assertThat(next.read().ids()).containsExactly("b", "a");
      assertThat(next.read().history())
          .extracting(ModelAnnouncement::getModel)
          .containsExactly("a", "b");
    }
  }

  @Test
  void fencedOne_staysOut_untilItClaimsAgain() {
    try (var first = open();
        var second = open()) {
      first.claim();
      second.claim();
      assertThatThrownBy(() -> first.record(candidate("x", 1, "promoted")))
          .isInstanceOf(FencedException.class);
      assertThatThrownBy(() -> first.record(candidate("x", 1, "promoted")))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("claimed");
      first.claim();
      first.record(candidate("c", 2, "rejected"));
      assertThat(first.read().candidates()).containsOnlyKeys("c");
      assertThatThrownBy(() -> second.record(candidate("y", 3, "promoted")))
          .isInstanceOf(FencedException.class);
    }
  }

  /** As a process killed, or suspended, between an announcement's two records. */
  @Test
  void whatWasBegun_isUndoneByTheNextClaim_andReadByNobody() {
    var encoder = new AvroEncoder<>(FORMAT, ModelAnnouncement.class);
    var half = as(CHAMPION, "half", 1).build();
    var properties = KafkaProperties.producer(settings);
    properties.put("transactional.id", name);
    var serializer = new ByteArraySerializer();
    try (var suspended = new KafkaProducer<>(properties, serializer, serializer);
        var next = open()) {
      suspended.initTransactions();
      suspended.beginTransaction();
      for (EntryKey key : List.of(EntryKey.past(half), new EntryKey.Current(CHAMPION))) {
        byte[] text = key.text().getBytes(StandardCharsets.UTF_8);
        suspended.send(new ProducerRecord<>(name, text, encoder.encode(name, half)));
      }
      suspended.flush();
      next.claim();
      assertThat(next.read()).isEqualTo(Models.NONE);
      assertThatThrownBy(suspended::commitTransaction).isInstanceOf(ProducerFencedException.class);
      next.announce(as(CHAMPION, "whole", 2).build());
      assertThat(next.read().ids()).containsExactly("whole");
    }
  }

  /** An operator is nobody's rival: `checkpoint promote` claims nothing. */
  @Test
  void whoeverAnnouncesByHand_fencesNobody() {
    try (var sidecar = open();
        var operator = KafkaAnnouncements.open(settings, FORMAT)) {
      sidecar.claim();
      operator.announce(as(CHAMPION, "by-hand", 1).build());
      sidecar.announce(as(CHAMPION, "learned", 2).build());
      assertThat(operator.read().champion()).map(ModelAnnouncement::getModel).contains("learned");
    }
  }
}
