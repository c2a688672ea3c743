package io.copytaster.streams.topology;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Shows every record to the engine the moment a poll brings it.
 *
 * <p>Kafka creates it by name for each consumer, and calls it on the stream thread. What it throws
 * is only logged, and nothing depends on it.
 */
public final class SubmitOnArrival implements ConsumerInterceptor<byte[], byte[]> {

  /** Consumer property that holds the {@link LookAheads}. */
  public static final String LOOK_AHEADS = "copytaster.look.aheads";

  private @Nullable LookAheads lookAheads;

  @Override
  public void configure(Map<String, ?> configs) {
    if (!(configs.get(LOOK_AHEADS) instanceof LookAheads given)) {
      throw new IllegalStateException("the consumer's configuration lacks " + LOOK_AHEADS);
    }
    lookAheads = given;
  }

  @Override
  public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
    if (lookAheads != null && !records.isEmpty()) {
      lookAheads.ofThisThread().arrived(records);
    }
    return records;
  }

  @Override
  public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

  @Override
  public void close() {}
}
