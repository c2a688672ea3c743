package io.copytaster.streams.deadletter;

import io.copytaster.streams.topology.FittingDeadLetter;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * What a record of the dead-letter topic says of itself, by the headers of KIP-1034.
 *
 * @param key of the raw record, as text
 * @param exception the kind of reason: a class's name without its package
 * @param reason why it has no label
 * @param topic where it lay; null where the headers do not say
 * @param partition where it lay
 * @param offset where it lay
 * @param size bytes of its value, also where the dead-letter topic would not have taken them
 * @param whole whether its value is there
 * @param replays how often it had been replayed when it died
 */
public record DeadLetter(
    @Nullable String key,
    @Nullable String exception,
    String reason,
    @Nullable String topic,
    @Nullable Long partition,
    @Nullable Long offset,
    long size,
    boolean whole,
    long replays) {

  /** Header of a replayed record: how often it has been replayed. */
  public static final String REPLAYS = "copytaster.dead-letter.replays";

  /** What every header of the reason begins with. */
  static final String REASON = "__streams.errors.";

  static final String EXCEPTION = REASON + "exception";

  /** Reads the headers; what they do not say, or not as a number, is null or 0. */
  public static DeadLetter of(ConsumerRecord<byte @Nullable [], byte @Nullable []> record) {
    String reason = text(record, REASON + "message");
    String exception = text(record, EXCEPTION);
    Long replays = number(record, REPLAYS);
    byte[] key = record.key();
    return new DeadLetter(
        key == null ? null : new String(key, StandardCharsets.UTF_8),
        exception == null ? null : exception.substring(exception.lastIndexOf('.') + 1),
        reason == null ? "no reason given" : reason,
        text(record, REASON + "topic"),
        number(record, REASON + "partition"),
        number(record, REASON + "offset"),
        size(record),
        number(record, FittingDeadLetter.OMITTED) == null,
        replays == null ? 0 : replays);
  }

  private static long size(ConsumerRecord<byte @Nullable [], byte @Nullable []> record) {
    Long omitted = number(record, FittingDeadLetter.OMITTED);
    byte[] value = record.value();
    return omitted != null ? omitted : value == null ? 0 : value.length;
  }

  /** A header that is a whole number from 0; null for any other. */
  static @Nullable Long number(ConsumerRecord<?, ?> record, String header) {
    String text = text(record, header);
    return text != null && text.matches("\\d{1,18}") ? Long.valueOf(text) : null;
  }

  private static @Nullable String text(ConsumerRecord<?, ?> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null || header.value() == null
        ? null
        : new String(header.value(), StandardCharsets.UTF_8);
  }
}
