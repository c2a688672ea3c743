package io.copytaster.streams.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.copytaster.streams.broker.EmbeddedBroker;
import io.copytaster.streams.broker.NewsTopics;
import io.copytaster.streams.broker.Patience;
import io.copytaster.streams.broker.TopicAdmin;
import io.copytaster.streams.config.KafkaProperties;
import io.copytaster.streams.config.Settings;
import io.copytaster.streams.feed.TopicReader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
class DeadLettersCommandTest {

  private static final Instant MORNING = Instant.parse("2026-05-04T08:00:00Z");
  private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");

  @TempDir static Path directory;
  private static EmbeddedBroker broker;

  @BeforeAll
  static void start() {
    broker = EmbeddedBroker.start(directory.resolve("broker"), 0);
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Test
  void replay_sendsTheOriginalRecord_onceOverTwoRuns() {
    var settings = topics("one");
    send(settings, letter("one", "a", MORNING, "BadEventException", Map.of("traceparent", "00-7")));
    assertThat(run("one", "replay", "--dry-run").out()).startsWith("1 would be replayed");
    assertThat(raw(settings)).isEmpty();
    assertThat(run("one", "replay").out()).startsWith("1 replayed");
    assertThat(run("one", "replay").lines()).containsExactly("0 replayed", "  1 replayed before");
    assertThat(raw(settings))
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.key()).isEqualTo("a".getBytes(UTF_8));
              assertThat(record.value()).isEqualTo(new byte[] {1, 2, 3});
              assertThat(record.timestamp()).isEqualTo(MORNING.toEpochMilli());
              assertThat(record.partition()).isEqualTo(1);
              assertThat(headers(record))
                  .isEqualTo(Map.of("traceparent", "00-7", "copytaster.dead-letter.replays", "1"));
            });
    assertThat(run("one", "list").lines())
        .hasSize(3)
        .anyMatch(line -> line.endsWith("no luck  (replayed)"))
        .contains("1 dead letters, 1 of them replayed", "  1 BadEventException");
  }

  @Test
  void exactlyOnce_severalTransactions_replayEachOnce() {
    var settings = topics("two");
    var letters = new ArrayList<ProducerRecord<byte[], byte[]>>();
    for (int i = 0; i < 1_201; i++) {
      letters.add(letter("two", "n-" + i, MORNING, "ArticleFailure", Map.of()));
    }
    send(settings, letters);
    assertThat(run("two", "replay", "--exactly-once", "--limit", "700").out())
        .startsWith("700 replayed");
    assertThat(run("two", "replay", "--exactly-once").lines())
        .containsExactly("501 replayed", "  700 replayed before");
    assertThat(raw(settings))
        .hasSize(1_201)
        .extracting(record -> new String(record.key(), UTF_8))
        .doesNotHaveDuplicates();
  }

  @Test
  void replay_givesUpWhatDiedOfItsReplay() {
    var settings = topics("three");
    var replays = Map.of("copytaster.dead-letter.replays", "1");
    send(settings, letter("three", "a", MORNING, "ArticleFailure", replays));
    assertThat(run("three", "replay").lines())
        .containsExactly("0 replayed", "  1 given up (--max-replays)");
    assertThat(run("three", "replay", "--max-replays", "2").out()).startsWith("1 replayed");
    assertThat(headers(raw(settings).get(0))).containsEntry("copytaster.dead-letter.replays", "2");
  }

  @Test
  void filters_chooseByReasonTimeAndTopic() {
    var settings = topics("four");
    send(settings, letter("four", "a", MORNING, "BadEventException", Map.of()));
    send(settings, letter("four", "b", NOON, "BadArticleException", Map.of()));
    send(settings, letter("elsewhere", "c", NOON, "BadEventException", Map.of()));
    assertThat(run("four", "list", "--count").lines())
        .contains("3 dead letters, 0 of them replayed", "  2 BadEventException");
    assertThat(run("four", "list", "--json", "--since", NOON.toString()).lines()).hasSize(2);
    assertThat(run("four", "list", "--json", "--until", NOON.toString()).lines())
        .singleElement()
        .asString()
        .contains("\"key\":\"a\"", "\"time\":\"2026-05-04T08:00:00Z\"", "\"replayed\":false");
    assertThat(run("four", "list", "--json", "--from-topic", "elsewhere.raw").lines()).hasSize(1);
    assertThat(run("four", "replay", "--reason", "badevent").lines())
        .containsExactly("1 replayed", "  2 not meant by the filter");
    assertThat(raw(settings))
        .extracting(record -> new String(record.key(), UTF_8))
        .containsOnly("a");
  }

  @Test
  void letterWithoutItsValue_staysWhereItIs() {
    var settings = topics("five");
    var omitted = Map.of("copytaster.dead-letter.omitted-bytes", "9000000");
    send(settings, letter("five", "a", MORNING, "BadArticleException", omitted));
    assertThat(run("five", "replay").lines())
        .containsExactly("0 replayed", "  1 left out of the dead-letter topic for their size");
    assertThat(raw(settings)).isEmpty();
  }

  /** What a producer writes into its headers must not hide its dead letters. */
  @Test
  void forgedReceipt_isADeadLetterLikeAnyOther() {
    var settings = topics("six");
    var forged = Map.of("copytaster.dead-letter.replayed-offset", "0");
    send(settings, letter("six", "a", MORNING, "BadEventException", forged));
    assertThat(run("six", "replay").out()).startsWith("1 replayed");
  }

  private static ProducerRecord<byte[], byte[]> letter(
      String prefix, String key, Instant time, String exception, Map<String, String> headers) {
    var all = new TreeMap<>(headers);
    all.put("__streams.errors.exception", "io.copytaster." + exception);
    all.put("__streams.errors.message", "no luck");
    all.put("__streams.errors.topic", prefix + ".raw");
    all.put("__streams.errors.partition", "1");
    all.put("__streams.errors.offset", "17");
    var record =
        new ProducerRecord<byte[], byte[]>(
            "", null, time.toEpochMilli(), key.getBytes(UTF_8), new byte[] {1, 2, 3});
    all.forEach((name, text) -> record.headers().add(name, text.getBytes(UTF_8)));
    return record;
  }

  private static void send(Settings settings, ProducerRecord<byte[], byte[]> letter) {
    send(settings, List.of(letter));
  }

  @SuppressWarnings("FutureReturnValueIgnored") // closing the producer waits for it
  private static void send(Settings settings, List<ProducerRecord<byte[], byte[]>> letters) {
    String topic = settings.topics().deadLetter();
    var serializer = new ByteArraySerializer();
    try (var producer =
        new KafkaProducer<>(KafkaProperties.producer(settings), serializer, serializer)) {
      for (var letter : letters) {
        producer.send(
            new ProducerRecord<>(
                topic, null, letter.timestamp(), letter.key(), letter.value(), letter.headers()));
      }
    }
  }

  private static List<ConsumerRecord<byte[], byte[]>> raw(Settings settings) {
    var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
    try (var reader = TopicReader.open(settings, List.of(settings.topics().raw()), true)) {
      reader.readToEnd(records::add);
    }
    return records;
  }

  private static Map<String, String> headers(ConsumerRecord<?, ?> record) {
    var headers = new TreeMap<String, String>();
    record
        .headers()
        .forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
    return headers;
  }

  private static Settings topics(String prefix) {
    var settings = Settings.of(settings(prefix));
    try (var admin = TopicAdmin.connect(settings, Patience.endless(), System.err::println)) {
      admin.ensure(NewsTopics.forServing(settings), true);
    }
    return settings;
  }

  private static Map<String, String> settings(String prefix) {
    return Map.of(
        "kafka.bootstrap.servers", broker.bootstrapServers(),
        "topics.raw", prefix + ".raw",
        "topics.labeled", prefix + ".labeled",
        "topics.dead-letter", prefix + ".dead-letter",
        "topics.partitions", "2");
  }

  private static Run run(String prefix, String... arguments) {
    var all = new ArrayList<>(List.of("dead-letters"));
    all.addAll(List.of(arguments));
    settings(prefix).forEach((name, value) -> all.add("-D" + name + "=" + value));
    var run = Run.of(all.toArray(String[]::new));
    assertThat(run.code()).as(run.err()).isZero();
    return run;
  }
}
