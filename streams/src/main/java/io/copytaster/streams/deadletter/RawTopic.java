package io.copytaster.streams.deadletter;

import io.copytaster.streams.event.EventSize;
import io.copytaster.streams.topology.FittingDeadLetter;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Where records are replayed to.
 *
 * @param name of the topic
 * @param partitions it has
 * @param maxBytes it takes of a record alone in its batch
 */
record RawTopic(String name, int partitions, int maxBytes) {

  /**
   * The record that died: its key, value, headers and timestamp, its partition where it still
   * stands for the same thing, and the count of its replays.
   */
  ProducerRecord<byte @Nullable [], byte @Nullable []> again(
      ConsumerRecord<byte @Nullable [], byte @Nullable []> record, DeadLetter letter) {
    var headers = new RecordHeaders();
    for (Header header : record.headers()) {
      if (isRecordsOwn(header.key())) {
        headers.add(header);
      }
    }
    String replays = Long.toString(letter.replays() + 1);
    headers.add(DeadLetter.REPLAYS, replays.getBytes(StandardCharsets.UTF_8));
    return new ProducerRecord<>(
        name, partition(letter), record.timestamp(), record.key(), record.value(), headers);
  }

  boolean takes(ProducerRecord<byte @Nullable [], byte @Nullable []> record) {
    return EventSize.alone(record.key(), record.value(), record.headers()) <= maxBytes;
  }

  private static boolean isRecordsOwn(String header) {
    return !header.startsWith(DeadLetter.REASON)
        && !header.equals(DeadLetter.REPLAYS)
        && !header.equals(FittingDeadLetter.OMITTED);
  }

  /** Null leaves the choice to the key. */
  private @Nullable Integer partition(DeadLetter letter) {
    Long lay = letter.partition();
    return name.equals(letter.topic()) && lay != null && lay < partitions ? lay.intValue() : null;
  }
}
