package io.copytaster.streams.service;

import io.copytaster.schemas.RawNews;
import io.copytaster.streams.broker.NewsTopics;
import io.copytaster.streams.broker.Patience;
import io.copytaster.streams.broker.TopicAdmin;
import io.copytaster.streams.config.Settings;
import io.copytaster.streams.event.AvroEncoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** One test's stream: topics and an application of its own, and a producer before them. */
final class TestStream implements AutoCloseable {

  static final int PARTITIONS = 3;

  /** What any record here may take: more than any topic does unless a test says so. */
  private static final int LARGEST_REQUEST = 16 << 20;

  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final Map<String, String> values;
  private final Settings settings;
  private final AvroEncoder<RawNews> encoder;
  private final KafkaProducer<byte[], byte[]> producer;

  private TestStream(Map<String, String> values) {
    this.values = values;
    this.settings = Settings.of(values);
    this.encoder = new AvroEncoder<>(WireFormats.of(settings.registry()), RawNews.class);
    this.producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                settings.kafka().bootstrapServers(),
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                LARGEST_REQUEST,
                ProducerConfig.LINGER_MS_CONFIG,
                5),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /**
   * A stream on the broker that tests share, with three partitions and the tiny model.
   *
   * @param changed settings in alternation of name and value
   */
  static TestStream create(String... changed) {
    return at(Shared.bootstrapServers(), changed);
  }

  /** A stream on another broker. */
  static TestStream at(String bootstrapServers, String... changed) {
    var stream = new TestStream(values(bootstrapServers, changed));
    stream.createTopics(Map.of());
    return stream;
  }

  /**
   * A stream whose topics have limits of their own.
   *
   * @param maxMessageBytes by topic as its setting calls it: {@code raw}, {@code labeled}
   */
  static TestStream withLimits(Map<String, Integer> maxMessageBytes, String... changed) {
    var stream = new TestStream(values(Shared.bootstrapServers(), changed));
    stream.createTopics(maxMessageBytes);
    return stream;
  }

  /** A stream whose topics nobody has created. */
  static TestStream withoutTopics(String bootstrapServers, String... changed) {
    return new TestStream(values(bootstrapServers, changed));
  }

  private static Map<String, String> values(String bootstrapServers, String... changed) {
    String name = "t" + NUMBER.incrementAndGet() + "-" + ProcessHandle.current().pid();
    var values = new HashMap<String, String>();
    values.put("kafka.bootstrap.servers", bootstrapServers);
    values.put("topics.raw", name + ".raw");
    values.put("topics.labeled", name + ".labeled");
    values.put("topics.dead-letter", name + ".dead-letter");
    values.put("topics.models", name + ".models");
    values.put("topics.shadow", name + ".shadow");
    values.put("topics.partitions", Integer.toString(PARTITIONS));
    // Texts of tests are much alike, and their articles are to be computed.
    values.put("engine.remembered-articles", "0");
    values.put("serving.application-id", name);
    values.put("serving.client-id", name);
    values.put("model.checkpoint", Shared.tinyCheckpoint().toString());
    values.put("model.precision", "fp32");
    values.put("model.threads", "1");
    for (int i = 0; i < changed.length; i += 2) {
      values.put(changed[i], changed[i + 1]);
    }
    return values;
  }

  private void createTopics(Map<String, Integer> maxMessageBytes) {
    List<NewTopic> topics = NewsTopics.forServing(settings);
    for (NewTopic topic : topics) {
      String role = topic.name().substring(topic.name().lastIndexOf('.') + 1);
      if (maxMessageBytes.containsKey(role)) {
        topic.configs(Map.of("max.message.bytes", maxMessageBytes.get(role).toString()));
      }
    }
    try (var admin = TopicAdmin.connect(settings, Patience.endless(), what -> {})) {
      admin.ensure(topics, true);
    }
  }

  Settings settings() {
    return settings;
  }

  /** The settings by name, for a process that reads them itself. */
  Map<String, String> values() {
    return values;
  }

  /** These settings with some changed; the topics and the application are the same. */
  Settings with(String... changed) {
    var other = new HashMap<>(values);
    for (int i = 0; i < changed.length; i += 2) {
      other.put(changed[i], changed[i + 1]);
    }
    return Settings.of(other);
  }

  LabelingService start() {
    return start(settings);
  }

  /** Another instance of the same application. */
  static LabelingService start(Settings settings) {
    try {
      return LabelingService.start(settings);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Harvest harvest() {
    return new Harvest(settings);
  }

  /** An ordinary article. */
  static RawNews article(String id) {
    return article(id, "Ferry " + id + " leaves the harbour", "The crew of " + id + " is well.");
  }

  static RawNews article(String id, String title, String body) {
    return RawNews.newBuilder().setId(id).setTitle(title).setBody(body).build();
  }

  /** The message that an article makes. */
  byte[] encoded(RawNews news) {
    return encoder.encode(settings.topics().raw(), news);
  }

  void send(RawNews news) {
    send(news.getId(), encoded(news));
  }

  /** Sends any bytes, or none, under a key. */
  void send(String key, byte @Nullable [] value) {
    send(new ProducerRecord<>(settings.topics().raw(), utf8(key), value));
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the callback has the result
  void send(ProducerRecord<byte[], byte[]> record) {
    producer.send(
        record,
        (metadata, exception) -> {
          if (exception != null) {
            throw new AssertionError("the test's own record was not taken", exception);
          }
        });
  }

  /** Sends so many ordinary articles, in turn to every partition; returns their ids. */
  List<String> sendArticles(int from, int to) {
    var ids = new ArrayList<String>();
    for (int number = from; number < to; number++) {
      String id = "a" + number;
      send(
          new ProducerRecord<>(
              settings.topics().raw(), number % PARTITIONS, utf8(id), encoded(article(id))));
      ids.add(id);
    }
    producer.flush();
    return ids;
  }

  void flush() {
    producer.flush();
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    producer.close();
  }
}
