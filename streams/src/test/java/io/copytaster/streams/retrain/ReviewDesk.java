package io.copytaster.streams.retrain;

import io.copytaster.schemas.LabeledNews;
import io.copytaster.schemas.RawNews;
import io.copytaster.streams.broker.NewsTopics;
import io.copytaster.streams.broker.Patience;
import io.copytaster.streams.broker.TopicAdmin;
import io.copytaster.streams.config.KafkaProperties;
import io.copytaster.streams.config.Settings;
import io.copytaster.streams.event.AvroEncoder;
import io.copytaster.streams.event.WireFormat;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** One test's topics, the settings of its sidecars, and the editors who write for them. */
final class ReviewDesk {

  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final Map<String, String> values = new HashMap<>();
  private final Settings settings;
  private Instant reviewedAt = Instant.parse("2026-03-01T12:00:00Z");

  /**
   * Creates the topics.
   *
   * @param checkpoint that serves until another one is announced
   * @param directory of the test, for runs, storage and copies
   * @param changed settings in alternation of name and value
   */
  ReviewDesk(String bootstrapServers, Path checkpoint, Path directory, String... changed) {
    String name = "r" + NUMBER.incrementAndGet() + "-" + ProcessHandle.current().pid();
    values.put("kafka.bootstrap.servers", bootstrapServers);
    values.put("topics.raw", name + ".raw");
    values.put("topics.labeled", name + ".labeled");
    values.put("topics.dead-letter", name + ".dead-letter");
    values.put("topics.reviewed", name + ".reviewed");
    values.put("topics.models", name + ".models");
    values.put("topics.partitions", "2");
    values.put("serving.application-id", name);
    values.put("model.checkpoint", checkpoint.toString());
    values.put("model.cache", directory.resolve("cache").toString());
    values.put("model.precision", "fp32");
    values.put("model.threads", "1");
    values.put("storage.location", directory.resolve("store").toAbsolutePath().toString());
    values.put("retrain.group", name + "-retrain");
    values.put("retrain.lease", "6s");
    values.put("retrain.directory", directory.resolve("retrain").toString());
    values.put("retrain.min-reviewed", "100");
    values.put("retrain.epochs", "12");
    values.put("retrain.learning-rate", "0.01");
    values.put("retrain.golden-rows", "30");
    values.put("gate.rows", "30");
    values.put("gate.latency", "100"); // another process may be at work on this machine
    for (int i = 0; i < changed.length; i += 2) {
      values.put(changed[i], changed[i + 1]);
    }
    settings = Settings.of(values);
    try (var admin = TopicAdmin.connect(settings, Patience.endless(), what -> {})) {
      admin.ensure(NewsTopics.forLearning(settings), true);
    }
  }

  Settings settings() {
    return settings;
  }

  /** The settings by name, for a process that reads them itself. */
  Map<String, String> values() {
    return values;
  }

  /** Reviewed articles by turns of every label; a wrong one has any. */
  void review(String prefix, int count, BooleanSupplier isWrong, String by) {
    var random = new Random(prefix.hashCode());
    send(
        prefix,
        count,
        by,
        i -> Toy.article(i % Toy.LABELS.size(), random).title(),
        i ->
            Toy.LABELS.get(
                isWrong.getAsBoolean()
                    ? random.nextInt(Toy.LABELS.size())
                    : i % Toy.LABELS.size()));
  }

  /** Reviewed articles of a label that the champion does not know. */
  void reviewNewLabel(String prefix, int count) {
    var random = new Random(prefix.hashCode());
    send(
        prefix,
        count,
        "editor",
        i -> Toy.article(Toy.LABELS.size(), random).title(),
        i -> Toy.NEW_LABEL);
  }

  private void send(
      String prefix, int count, String by, IntFunction<String> titles, IntFunction<String> labels) {
    var encoder = new AvroEncoder<>(WireFormat.singleObject(), LabeledNews.class);
    String topic = settings.topics().reviewed();
    try (var producer =
        new KafkaProducer<>(
            KafkaProperties.producer(settings),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (int i = 0; i < count; i++) {
        String id = prefix + i;
        reviewedAt = reviewedAt.plusSeconds(1);
        var label =
            LabeledNews.newBuilder()
                .setArticle(RawNews.newBuilder().setId(id).setTitle(titles.apply(i)).build())
                .setLabel(labels.apply(i))
                .setLabeledBy(by)
                .setLabeledAt(reviewedAt)
                .build();
        byte[] key = id.getBytes(StandardCharsets.UTF_8);
        sent(producer.send(new ProducerRecord<>(topic, i % 2, key, encoder.encode(topic, label))));
      }
    }
  }

  private static void sent(Future<?> sending) {
    try {
      sending.get();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
