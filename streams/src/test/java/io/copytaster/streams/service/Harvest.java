package io.copytaster.streams.service;

import io.copytaster.schemas.LabeledNews;
import io.copytaster.streams.config.KafkaProperties;
import io.copytaster.streams.config.Settings;
import io.copytaster.streams.event.AvroDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What has come out of a stream, read from outside: committed records only. For one thread. */
final class Harvest implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(100);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final AvroDecoder<LabeledNews> decoder;
  private final String labelledTopic;
  private final List<ConsumerRecord<byte[], byte[]>> labelled = new ArrayList<>();
  private final List<ConsumerRecord<byte[], byte[]>> deadLetters = new ArrayList<>();
  private final Set<String> keys = new HashSet<>();

  Harvest(Settings settings) {
    labelledTopic = settings.topics().labeled();
    decoder = new AvroDecoder<>(WireFormats.of(settings.registry()), LabeledNews.class);
    consumer =
        new KafkaConsumer<>(
            KafkaProperties.consumer(settings),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        Stream.of(labelledTopic, settings.topics().deadLetter())
            .flatMap(topic -> consumer.partitionsFor(topic).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** Reads until so many records have come, labelled or dead. */
  Harvest await(int records, Duration patience) {
    long start = System.nanoTime();
    while (size() < records) {
      if (System.nanoTime() - start > patience.toNanos()) {
        throw new AssertionError(
            "%d of %d records came within %s: %d labelled, %d dead letters"
                .formatted(size(), records, patience, labelled.size(), deadLetters.size()));
      }
      poll();
    }
    return this;
  }

  /** Reads until so many different keys have come. */
  Harvest awaitKeys(int count, Duration patience) {
    long start = System.nanoTime();
    while (keys.size() < count) {
      if (System.nanoTime() - start > patience.toNanos()) {
        throw new AssertionError(
            "%d of %d articles came within %s".formatted(keys.size(), count, patience));
      }
      poll();
    }
    return this;
  }

  /** Reads all that is there; with the service stopped, that is all there will ever be. */
  Harvest toEnd() {
    Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      poll();
    }
    return this;
  }

  private void poll() {
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
      (record.topic().equals(labelledTopic) ? labelled : deadLetters).add(record);
      keys.add(key(record));
    }
  }

  int size() {
    return labelled.size() + deadLetters.size();
  }

  List<ConsumerRecord<byte[], byte[]>> labelled() {
    return labelled;
  }

  List<ConsumerRecord<byte[], byte[]>> deadLetters() {
    return deadLetters;
  }

  /** The keys of the labelled records, as often as they came. */
  List<String> labelledKeys() {
    return labelled.stream().map(Harvest::key).toList();
  }

  List<String> deadKeys() {
    return deadLetters.stream().map(Harvest::key).toList();
  }

  /** The one labelled event under this key. */
  LabeledNews label(String key) {
    return decode(only(labelled, key));
  }

  /** The one dead letter under this key. */
  ConsumerRecord<byte[], byte[]> deadLetter(String key) {
    return only(deadLetters, key);
  }

  LabeledNews decode(ConsumerRecord<byte[], byte[]> record) {
    return decoder.decode(record.value());
  }

  /** A header's text; empty if it is not there. */
  static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
  }

  static String key(ConsumerRecord<byte[], byte[]> record) {
    return record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
  }

  private static ConsumerRecord<byte[], byte[]> only(
      List<ConsumerRecord<byte[], byte[]>> records, String key) {
    var found = records.stream().filter(record -> key(record).equals(key)).toList();
    if (found.size() != 1) {
      throw new AssertionError(found.size() + " records with key " + key);
    }
    return found.get(0);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
