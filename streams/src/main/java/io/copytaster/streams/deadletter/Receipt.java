package io.copytaster.streams.deadletter;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record of the dead-letter topic that says of another one in its partition that it has been
 * replayed: no key, no value, the other's offset in a header.
 *
 * <p>Whatever has a reason is a dead letter, whatever headers its producer gave it.
 */
public final class Receipt {

  /** Header with the offset of what has been replayed. */
  static final String OFFSET = "copytaster.dead-letter.replayed-offset";

  private Receipt() {}

  /** Whether a record of the dead-letter topic is a receipt, and no dead letter. */
  public static boolean isReceipt(ConsumerRecord<?, ?> record) {
    return offset(record).isPresent();
  }

  /** The offset of what a receipt is for; nothing if it is none. */
  static Optional<Long> offset(ConsumerRecord<?, ?> record) {
    return record.headers().lastHeader(DeadLetter.EXCEPTION) != null
        ? Optional.empty()
        : Optional.ofNullable(DeadLetter.number(record, OFFSET));
  }

  static ProducerRecord<byte @Nullable [], byte @Nullable []> of(ConsumerRecord<?, ?> letter) {
    var receipt =
        new ProducerRecord<byte @Nullable [], byte @Nullable []>(
            letter.topic(), letter.partition(), null, null);
    receipt.headers().add(OFFSET, Long.toString(letter.offset()).getBytes(StandardCharsets.UTF_8));
    return receipt;
  }
}
