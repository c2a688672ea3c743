package io.copytaster.streams.feed;

import io.copytaster.streams.topology.FittingDeadLetter;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * What a record of the dead-letter topic says of itself, by the headers of KIP-1034.
 *
 * @param key of the raw record, as text
 * @param reason why it has no label
 * @param topic where it lay; null where the headers do not say
 * @param partition where it lay
 * @param offset where it lay
 * @param size bytes of its value, also where the dead-letter topic would not have taken them
 */
public record DeadLetter(
    @Nullable String key,
    String reason,
    @Nullable String topic,
    @Nullable Long partition,
    @Nullable Long offset,
    long size) {

  private static final String HEADERS = "__streams.errors.";

  public static DeadLetter of(ConsumerRecord<byte @Nullable [], byte @Nullable []> record) {
    String reason = text(record, HEADERS + "message");
    byte[] key = record.key();
    return new DeadLetter(
        key == null ? null : new String(key, StandardCharsets.UTF_8),
        reason == null ? "no reason given" : reason,
        text(record, HEADERS + "topic"),
        number(record, HEADERS + "partition"),
        number(record, HEADERS + "offset"),
        size(record));
  }

  private static long size(ConsumerRecord<byte @Nullable [], byte @Nullable []> record) {
    Long omitted = number(record, FittingDeadLetter.OMITTED);
    byte[] value = record.value();
    return omitted != null ? omitted : value == null ? 0 : value.length;
  }

  private static @Nullable Long number(ConsumerRecord<?, ?> record, String header) {
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
