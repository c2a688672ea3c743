package io.copytaster.streams.feed;

import io.copytaster.streams.broker.Patience;
import io.copytaster.streams.broker.TopicAdmin;
import io.copytaster.streams.config.KafkaProperties;
import io.copytaster.streams.config.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads whole topics from outside: every partition, committed records only, in no consumer group,
 * so that nobody notices. For one thread.
 */
public final class TopicReader implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TopicReader.class);

  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaConsumer<byte[], byte[]> consumer;

  private TopicReader(KafkaConsumer<byte[], byte[]> consumer) {
    this.consumer = consumer;
  }

  /**
   * Takes every partition that the topics have now, and waits for the brokers if they are away.
   *
   * @param fromBeginning from the oldest record; else from what is written after this returns
   * @throws io.copytaster.streams.broker.BrokerException if a topic is missing, or the cluster
   *     refuses this client
   */
  public static TopicReader open(
      Settings settings, Collection<String> topics, boolean fromBeginning) {
    var partitions = partitions(settings, topics);
    var consumer =
        new KafkaConsumer<>(
            KafkaProperties.consumer(settings),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    try {
      consumer.assign(partitions);
      if (fromBeginning) {
        consumer.seekToBeginning(partitions);
      } else {
        consumer.seekToEnd(partitions);
      }
      // Seeking is lazy; asking for the position is what fixes it.
      partitions.forEach(consumer::position);
      return new TopicReader(consumer);
    } catch (RuntimeException e) {
      consumer.close();
      throw e;
    }
  }

  /** The next records, in order within a partition; none if none come within the timeout. */
  public List<ConsumerRecord<byte[], byte[]>> poll(Duration timeout) {
    var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
    consumer.poll(timeout).forEach(records::add);
    return records;
  }

  /** Reads all that lies there at this moment, in order within a partition. */
  public void readToEnd(Consumer<ConsumerRecord<byte[], byte[]>> read) {
    Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      poll(POLL).forEach(read);
    }
  }

  @Override
  public void close() {
    consumer.close();
  }

  private static List<TopicPartition> partitions(Settings settings, Collection<String> topics) {
    try (var admin = TopicAdmin.connect(settings, Patience.endless(), LOG::warn)) {
      admin.requirePresent(topics);
      return admin.partitions(topics).entrySet().stream().flatMap(TopicReader::each).toList();
    }
  }

  private static Stream<TopicPartition> each(Map.Entry<String, Integer> topic) {
    return IntStream.range(0, topic.getValue())
        .mapToObj(partition -> new TopicPartition(topic.getKey(), partition));
  }
}
