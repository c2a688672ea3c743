package io.copytaster.streams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.copytaster.model.label.LabelSet;
import io.copytaster.model.label.Prediction;
import io.copytaster.schemas.LabeledNews;
import io.copytaster.schemas.RawNews;
import io.copytaster.streams.broker.EmbeddedBroker;
import io.copytaster.streams.broker.NewsTopics;
import io.copytaster.streams.broker.Patience;
import io.copytaster.streams.broker.TopicAdmin;
import io.copytaster.streams.config.KafkaProperties;
import io.copytaster.streams.config.Settings;
import io.copytaster.streams.event.AvroDecoder;
import io.copytaster.streams.event.AvroEncoder;
import io.copytaster.streams.event.Classified;
import io.copytaster.streams.event.NewsEvents;
import io.copytaster.streams.event.WireFormat;
import io.copytaster.streams.feed.TopicReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ProduceAndTailTest {

  private static final WireFormat FORMAT = WireFormat.singleObject();
  private static final Instant LABELED_AT = Instant.parse("2026-05-04T10:00:00.250Z");
  private static final long TIMESTAMP = Instant.parse("2026-05-04T10:00:00Z").toEpochMilli();

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
  void hugeArticle_isRefusedByName_andTheOthersAreSent() throws IOException {
    var settings = topics("one");
    var rows = new ArrayList<String>();
    for (int i = 0; i < 1_000; i++) {
      String body = i == 500 ? "long ".repeat(2 << 20) : "body " + i;
      rows.add(
          "{\"id\":\"n-%d\",\"title\":\"title\",\"description\":\"%s\",\"label\":\"World\"}"
              .formatted(i, body));
    }
    var input = Files.write(directory.resolve("thousand.jsonl"), rows);
    var run = run("one", "produce", "--input", input.toString());
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).isEqualTo("sent 999, refused 1" + System.lineSeparator());
    assertThat(run.err())
        .contains("refused: article 'n-500' takes 10,4", "max.message.bytes of topic one.raw");
    assertThat(raw(settings))
        .hasSize(999)
        .allSatisfy(news -> assertThat(news.getAttributes()).containsEntry("label", "World"))
        .extracting(RawNews::getId)
        .doesNotContain("n-500")
        .doesNotHaveDuplicates();
  }

  @Test
  void badRow_isNamedWithItsLine_orSkipped() throws IOException {
    topics("two");
    var input =
        Files.writeString(
            directory.resolve("bad.jsonl"), "{\"title\":\"a\"}\n[]\n{\"title\":\"b\"}\n");
    var stopping = run("two", "produce", "--input", input.toString());
    assertThat(stopping.code()).isEqualTo(1);
    assertThat(stopping.out()).startsWith("sent 1, refused 0");
    assertThat(stopping.err()).contains("bad.jsonl, line 2: it is not a JSON object");
    var skipping = run("two", "produce", "--input", input.toString(), "--skip-bad-rows");
    assertThat(skipping.code()).as(skipping.err()).isZero();
    assertThat(skipping.out()).startsWith("sent 2, refused 0, skipped 1");
  }

  @Test
  void missingTopic_isNamed() throws IOException {
    var input = Files.writeString(directory.resolve("a.jsonl"), "{\"title\":\"a\"}\n");
    var run = run("none", "produce", "--input", input.toString(), "--topic", "absent");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("The cluster has no topic absent.");
    assertThat(run("none", "tail").err()).contains("The cluster has no topic none.labeled.");
  }

  @Test
  void tail_showsWhatIsThere_andPassesOverWhatItCannotRead() throws IOException {
    var settings = topics("three");
    var encoder = new AvroEncoder<>(FORMAT, LabeledNews.class);
    send(settings, settings.topics().labeled(), encoder.encode("", labelled("a")), Map.of());
    send(settings, settings.topics().labeled(), new byte[] {1, 2, 3}, Map.of());
    send(settings, settings.topics().labeled(), encoder.encode("", labelled("b")), Map.of());
    var json = run("three", "tail", "--from-beginning", "--json", "--limit", "3");
    assertThat(json.code()).as(json.err()).isZero();
    assertThat(json.err()).contains("three.labeled-0@1: ");
    assertThat(json.lines()).hasSize(2);
    var line = JsonMapper.builder().build().readTree(json.lines().get(1));
    assertThat(line.get("id").textValue()).isEqualTo("b");
    assertThat(line.get("label").textValue()).isEqualTo("Sports");
    assertThat(line.get("latencyMs").longValue()).isEqualTo(250);
    assertThat(line.get("offset").longValue()).isEqualTo(2);
    assertThat(line.get("scores").size()).isEqualTo(2);
    var people = run("three", "tail", "--from-beginning", "--timeout", "1");
    assertThat(people.lines())
        .hasSize(2)
        .allMatch(shown -> shown.endsWith("Sports    88.1 %     250 ms  Late header"));
  }

  @Test
  void deadLetters_sayWhyAndWhere() throws IOException {
    var settings = topics("four");
    var headers =
        Map.of(
            "__streams.errors.exception", "io.copytaster.BadEventException",
            "__streams.errors.message", "it is no event",
            "__streams.errors.topic", "four.raw",
            "__streams.errors.partition", "0",
            "__streams.errors.offset", "17");
    send(settings, settings.topics().deadLetter(), new byte[24], headers);
    var json = run("four", "tail", "--dead-letters", "--from-beginning", "--json", "--limit", "1");
    assertThat(json.lines())
        .containsExactly(
            "{\"key\":\"key\",\"exception\":\"BadEventException\",\"reason\":\"it is no event\",\"topic\":\"four.raw\","
                + "\"partition\":0,\"offset\":17,\"size\":24,\"whole\":true,\"replays\":0}");
    var people = run("four", "tail", "--dead-letters", "--from-beginning", "--limit", "1");
    assertThat(people.out()).contains("four.raw-0@17  24 bytes  key key  it is no event");
  }

  private static LabeledNews labelled(String id) {
    var news = new RawNews(id, "Late\u001b header", "", null, null, null, null, Map.of());
    var labels = new LabelSet(List.of("World", "Sports"));
    var prediction = Prediction.ofLogits(labels, new float[] {-1, 1}, 1);
    var classified = new Classified(prediction, "tiny-1", "desks/1", 5, false, 0, 1, 1, 1, 1);
    return NewsEvents.labelled(news, classified, LABELED_AT);
  }

  @SuppressWarnings("FutureReturnValueIgnored") // closing the producer waits for it
  private static void send(
      Settings settings, String topic, byte[] value, Map<String, String> headers) {
    var record =
        new ProducerRecord<>(topic, 0, TIMESTAMP, "key".getBytes(StandardCharsets.UTF_8), value);
    headers.forEach(
        (name, text) -> record.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
    try (var producer =
        new KafkaProducer<>(
            KafkaProperties.producer(settings),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.send(record);
    }
  }

  private static List<RawNews> raw(Settings settings) {
    var decoder = new AvroDecoder<>(FORMAT, RawNews.class);
    var news = new ArrayList<RawNews>();
    try (var reader = TopicReader.open(settings, List.of(settings.topics().raw()), true)) {
      var records = reader.poll(Duration.ofSeconds(5));
      while (!records.isEmpty()) {
        records.forEach(record -> news.add(decoder.decode(record.value())));
        records = reader.poll(Duration.ofSeconds(1));
      }
    }
    return news;
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
        "topics.partitions", "1");
  }

  private static Run run(String prefix, String... arguments) {
    var all = new ArrayList<>(List.of(arguments));
    settings(prefix).forEach((name, value) -> all.add("-D" + name + "=" + value));
    return Run.of(all.toArray(String[]::new));
  }
}
