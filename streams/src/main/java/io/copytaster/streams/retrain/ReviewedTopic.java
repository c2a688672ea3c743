package io.copytaster.streams.retrain;

import io.copytaster.schemas.LabeledNews;
import io.copytaster.streams.broker.Patience;
import io.copytaster.streams.broker.TopicAdmin;
import io.copytaster.streams.config.KafkaProperties;
import io.copytaster.streams.config.Settings;
import io.copytaster.streams.event.AvroDecoder;
import io.copytaster.streams.event.BadEventException;
import io.copytaster.streams.event.NewsEvents;
import io.copytaster.streams.service.WireFormats;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topic of reviewed labels, by offset: committed records only, and of these only what a person
 * or a publisher said. For one thread.
 */
final class ReviewedTopic implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ReviewedTopic.class);

  /** Who may teach. Nobody else, whatever the topic holds. */
  private static final Set<String> TEACHERS = Set.of("editor", "publisher");

  private static final Duration POLL = Duration.ofMillis(200);

  private final String topic;
  private final List<TopicPartition> partitions;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final AvroDecoder<LabeledNews> decoder;

  private ReviewedTopic(
      String topic,
      List<TopicPartition> partitions,
      KafkaConsumer<byte[], byte[]> consumer,
      AvroDecoder<LabeledNews> decoder) {
    this.topic = topic;
    this.partitions = List.copyOf(partitions);
    this.consumer = consumer;
    this.decoder = decoder;
  }

  /**
   * Connects, and waits for the brokers if they are away.
   *
   * @throws io.copytaster.streams.broker.BrokerException if the topic is missing, or the cluster
   *     refuses this client
   */
  static ReviewedTopic open(Settings settings) {
    String topic = settings.topics().reviewed();
    int count;
    try (var admin = TopicAdmin.connect(settings, Patience.endless(), LOG::warn)) {
      admin.requirePresent(List.of(topic));
      count = Objects.requireNonNull(admin.partitions(List.of(topic)).get(topic));
    }
    return new ReviewedTopic(
        topic,
        IntStream.range(0, count).mapToObj(number -> new TopicPartition(topic, number)).toList(),
        new KafkaConsumer<>(
            KafkaProperties.consumer(settings),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer()),
        new AvroDecoder<>(WireFormats.of(settings.registry()), LabeledNews.class));
  }

  /** What every partition holds at this moment, by partition. */
  List<OffsetRange> bounds() {
    Map<TopicPartition, Long> begin = consumer.beginningOffsets(partitions);
    Map<TopicPartition, Long> end = consumer.endOffsets(partitions);
    return partitions.stream()
        .map(
            partition ->
                new OffsetRange(
                    topic,
                    partition.partition(),
                    Objects.requireNonNull(begin.get(partition)),
                    Objects.requireNonNull(end.get(partition))))
        .toList();
  }

  /**
   * Reads ranges to their end. What retention has removed since they were taken is not there any
   * more; records that are no events are left out, with a warning.
   *
   * @param older before the window, partition by partition
   * @throws InterruptedRunException if it is told to stop
   */
  List<ReviewedRow> read(List<OffsetRange> older, List<OffsetRange> window, BooleanSupplier stop) {
    Map<TopicPartition, Long> starts = new HashMap<>();
    Map<TopicPartition, Long> recent = new HashMap<>();
    Map<TopicPartition, Long> ends = new HashMap<>();
    for (OffsetRange range : window) {
      var partition = new TopicPartition(range.topic(), range.partition());
      starts.put(partition, range.from());
      recent.put(partition, range.from());
      ends.put(partition, range.to());
    }
    older.forEach(
        range -> starts.put(new TopicPartition(range.topic(), range.partition()), range.from()));
    consumer.assign(starts.keySet());
    starts.forEach(consumer::seek);
    var rows = new ArrayList<ReviewedRow>();
    var left = new ArrayList<>(starts.keySet());
    while (true) {
      left.removeIf(partition -> consumer.position(partition) >= at(ends, partition));
      if (left.isEmpty()) {
        consumer.unsubscribe();
        return rows;
      }
      if (stop.getAsBoolean()) {
        throw new InterruptedRunException("stopped while reviewed labels were read");
      }
      consumer.pause(
          starts.keySet().stream()
              .filter(partition -> !left.contains(partition))
              .collect(Collectors.toSet()));
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        var partition = new TopicPartition(record.topic(), record.partition());
        if (record.offset() < at(ends, partition)) {
          row(record, record.offset() >= at(recent, partition)).ifPresent(rows::add);
        }
      }
    }
  }

  private static long at(Map<TopicPartition, Long> offsets, TopicPartition partition) {
    return Objects.requireNonNull(offsets.get(partition));
  }

  private Optional<ReviewedRow> row(ConsumerRecord<byte[], byte[]> record, boolean recent) {
    if (record.value() == null) {
      return Optional.empty();
    }
    LabeledNews event;
    try {
      event = decoder.decode(record.value());
    } catch (BadEventException e) {
      LOG.warn(
          "{}-{} at {} is left out: {}",
          record.topic(),
          record.partition(),
          record.offset(),
          e.getMessage());
      return Optional.empty();
    }
    var article = NewsEvents.toArticle(event.getArticle());
    if (!TEACHERS.contains(event.getLabeledBy())
        || event.getLabel().isBlank()
        || article.isBlank()) {
      return Optional.empty();
    }
    Instant at = event.getLabeledAt();
    return Optional.of(
        new ReviewedRow(
            event.getArticle().getId(),
            article,
            event.getLabel(),
            at == null ? 0 : at.toEpochMilli(),
            record.partition(),
            record.offset(),
            recent));
  }

  @Override
  public void close() {
    consumer.close();
  }
}
