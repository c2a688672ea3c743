package io.copytaster.streams.cli;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.copytaster.streams.deadletter.DeadLetter;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A dead letter as a line of JSON.
 *
 * @param letter what it says of itself
 * @param time the record's timestamp
 * @param replayed whether it has been replayed since
 * @param deadPartition where it lies in the dead-letter topic
 * @param deadOffset where it lies there
 */
record DeadLetterLine(
    @JsonUnwrapped DeadLetter letter,
    String time,
    boolean replayed,
    int deadPartition,
    long deadOffset) {

  static DeadLetterLine of(ConsumerRecord<?, ?> record, DeadLetter letter, boolean replayed) {
    String time = Instant.ofEpochMilli(record.timestamp()).toString();
    return new DeadLetterLine(letter, time, replayed, record.partition(), record.offset());
  }
}
