package io.copytaster.streams.announce;

import io.copytaster.schemas.ModelAnnouncement;
import io.copytaster.streams.config.KafkaProperties;
import io.copytaster.streams.config.Settings;
import io.copytaster.streams.event.AvroDecoder;
import io.copytaster.streams.event.BadEventException;
import io.copytaster.streams.event.WireFormat;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the topic of models from its beginning, in no consumer group. For one thread. */
final class AnnouncementReader implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(AnnouncementReader.class);
  private static final Duration POLL = Duration.ofMillis(100);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Admin admin;
  private final AvroDecoder<ModelAnnouncement> decoder;

  private AnnouncementReader(
      KafkaConsumer<byte[], byte[]> consumer, Admin admin, AvroDecoder<ModelAnnouncement> decoder) {
    this.consumer = consumer;
    this.admin = admin;
    this.decoder = decoder;
  }

  /**
   * Starts before the first record.
   *
   * @throws org.apache.kafka.common.KafkaException if the brokers are away, or have no such topic
   */
  static AnnouncementReader open(Settings settings, WireFormat format) {
    var deserializer = new ByteArrayDeserializer();
    var consumer =
        new KafkaConsumer<>(KafkaProperties.consumer(settings), deserializer, deserializer);
    try {
      var partitions = partitions(consumer, settings.topics().models());
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      return new AnnouncementReader(
          consumer,
          Admin.create(KafkaProperties.admin(settings)),
          new AvroDecoder<>(format, ModelAnnouncement.class));
    } catch (RuntimeException e) {
      consumer.close();
      throw e;
    }
  }

  private static List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer, String topic) {
    var partitions =
        consumer.partitionsFor(topic).stream()
            .map(partition -> new TopicPartition(topic, partition.partition()))
            .toList();
    if (partitions.isEmpty()) {
      throw new UnknownTopicOrPartitionException("there is no topic " + topic);
    }
    return partitions;
  }

  /** What has been written meanwhile; none if nothing comes within the timeout. */
  List<Entry> poll(Duration timeout) {
    var entries = new ArrayList<Entry>();
    for (var record : consumer.poll(timeout)) {
      read(record).ifPresent(entries::add);
    }
    return entries;
  }

  /**
   * Everything up to what is the end now; a transaction that is not ended yet is waited for.
   *
   * @param patience with brokers that say nothing
   * @throws TimeoutException if they say nothing for longer
   */
  List<Entry> readToEnd(Duration patience) {
    Map<TopicPartition, Long> ends = ends();
    var entries = new ArrayList<Entry>();
    long left = left(ends);
    long lastProgress = System.nanoTime();
    while (left > 0) {
      entries.addAll(poll(POLL));
      long nowLeft = left(ends);
      if (nowLeft < left) {
        lastProgress = System.nanoTime();
      } else if (System.nanoTime() - lastProgress > patience.toNanos()) {
        throw new TimeoutException(
            "%d of the announcements did not come within %d s"
                .formatted(nowLeft, patience.toSeconds()));
      }
      left = nowLeft;
    }
    return entries;
  }

  /** Of all that is written: a committed record is readable only a moment after its commit. */
  private Map<TopicPartition, Long> ends() {
    var latest = new HashMap<TopicPartition, OffsetSpec>();
    consumer.assignment().forEach(partition -> latest.put(partition, OffsetSpec.latest()));
    var all = new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED);
    try {
      var ends = new HashMap<TopicPartition, Long>();
      admin
          .listOffsets(latest, all)
          .all()
          .get()
          .forEach((partition, end) -> ends.put(partition, end.offset()));
      return ends;
    } catch (ExecutionException e) {
      throw new KafkaException("the end of the announcements is not known: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  private long left(Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .mapToLong(end -> Math.max(0, end.getValue() - consumer.position(end.getKey())))
        .sum();
  }

  private Optional<Entry> read(ConsumerRecord<byte[], byte[]> record) {
    byte[] key = record.key() == null ? new byte[0] : record.key();
    var entryKey = EntryKey.parse(new String(key, StandardCharsets.UTF_8));
    try {
      byte[] value = record.value();
      var announcement = value == null ? null : decoder.decode(value);
      return entryKey.map(known -> new Entry(known, announcement));
    } catch (BadEventException e) {
      LOG.warn(
          "Record {}-{}@{} is no announcement and is passed over: {}",
          record.topic(),
          record.partition(),
          record.offset(),
          e.getMessage());
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    admin.close();
    consumer.close();
  }
}
