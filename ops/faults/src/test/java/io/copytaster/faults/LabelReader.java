package io.copytaster.faults;

import io.copytaster.schemas.LabeledNews;
import io.copytaster.streams.config.KafkaProperties;
import io.copytaster.streams.config.Settings;
import io.copytaster.streams.event.AvroDecoder;
import io.copytaster.streams.service.WireFormats;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What readers of committed records see of labels and dead letters. For one thread. */
final class LabelReader implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(100);
  private static final String REASON = "__streams.errors.message";

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final AvroDecoder<LabeledNews> decoder;
  private final String labelledTopic;
  private final List<Received> received = new ArrayList<>();
  private final Set<String> names = new HashSet<>();

  LabelReader(Settings settings) {
    labelledTopic = settings.topics().labeled();
    decoder = new AvroDecoder<>(WireFormats.of(settings.registry()), LabeledNews.class);
    consumer =
        new KafkaConsumer<>(
            KafkaProperties.consumer(settings),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    var partitions =
        Stream.of(labelledTopic, settings.topics().deadLetter())
            .flatMap(topic -> consumer.partitionsFor(topic).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** Reads for a while; waiting in a scenario is done so. */
  void readFor(Duration time) {
    long start = System.nanoTime();
    while (System.nanoTime() - start < time.toNanos()) {
      poll();
    }
  }

  /**
   * Reads until so many different records have come, or nothing has for as long as patience lasts.
   *
   * @return whether they came
   */
  boolean readUntil(int distinct, Duration patience) {
    long lastCame = System.nanoTime();
    while (names.size() < distinct && System.nanoTime() - lastCame < patience.toNanos()) {
      if (poll()) {
        lastCame = System.nanoTime();
      }
    }
    return names.size() >= distinct;
  }

  /** How many different records have come. */
  int distinct() {
    return names.size();
  }

  /** Everything read, in the order of reading. */
  List<Received> received() {
    return List.copyOf(received);
  }

  private boolean poll() {
    var records = consumer.poll(POLL);
    for (ConsumerRecord<byte[], byte[]> record : records) {
      // Few keys and labels, and hundreds of thousands of records.
      String key = new String(record.key(), StandardCharsets.UTF_8).intern();
      if (record.topic().equals(labelledTopic)) {
        LabeledNews news = decoder.decode(record.value());
        String id = news.getArticle().getId();
        received.add(new Received.Labelled(key, id, news.getLabel().intern()));
        names.add(key + ' ' + id);
      } else {
        var header = record.headers().lastHeader(REASON);
        String reason = header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
        received.add(new Received.Dead(key, reason, Checksum.of(record.value())));
        names.add(key);
      }
    }
    return !records.isEmpty();
  }

  @Override
  public void close() {
    consumer.close();
  }
}
