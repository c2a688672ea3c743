package io.copytaster.streams.topology;

import io.copytaster.streams.event.EventSize;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter cut to what its topic takes. One that could not be sent would abort the
 * transaction, and the record would come again, for ever.
 */
public final class FittingDeadLetter {

  /** Header that says how long a value was that the dead-letter topic would not have taken. */
  public static final String OMITTED = "copytaster.dead-letter.omitted-bytes";

  /** What every header of the framework's own begins with. */
  static final String REASON = "__streams.errors.";

  static final String STACK_TRACE = REASON + "stacktrace";
  static final int MAX_REASON = 2_000;

  private FittingDeadLetter() {}

  /**
   * The letter with its reasons cut; without its value if that is still too much, and if even that
   * does not help, without its key and its own headers.
   *
   * @param maxBytes what the topic takes of a record alone in its batch
   */
  static ProducerRecord<byte[], byte[]> of(ProducerRecord<byte[], byte[]> letter, int maxBytes) {
    var headers = new RecordHeaders();
    letter.headers().forEach(header -> headers.add(cut(header)));
    var whole = with(letter, letter.key(), letter.value(), headers);
    if (fits(whole, maxBytes)) {
      return whole;
    }
    int length = letter.value() == null ? 0 : letter.value().length;
    headers.add(OMITTED, Integer.toString(length).getBytes(StandardCharsets.UTF_8));
    var hollow = with(letter, letter.key(), null, headers);
    return fits(hollow, maxBytes) ? hollow : with(letter, null, null, reasons(headers));
  }

  private static boolean fits(ProducerRecord<byte[], byte[]> letter, int maxBytes) {
    return EventSize.alone(letter.key(), letter.value(), letter.headers()) <= maxBytes;
  }

  private static ProducerRecord<byte[], byte[]> with(
      ProducerRecord<byte[], byte[]> letter,
      byte @Nullable [] key,
      byte @Nullable [] value,
      Headers headers) {
    return new ProducerRecord<>(letter.topic(), null, letter.timestamp(), key, value, headers);
  }

  private static Headers reasons(Headers headers) {
    var reasons = new RecordHeaders();
    for (Header header : headers) {
      if (header.key().startsWith(REASON) || header.key().equals(OMITTED)) {
        reasons.add(header);
      }
    }
    return reasons;
  }

  /** A reason may quote the text; and no character is cut in two. */
  private static Header cut(Header header) {
    byte[] text = header.value();
    if (!header.key().startsWith(REASON) || text == null || text.length <= MAX_REASON) {
      return header;
    }
    int end = MAX_REASON;
    while (end > 0 && (text[end] & 0xC0) == 0x80) {
      end--;
    }
    return new RecordHeader(header.key(), Arrays.copyOf(text, end));
  }
}
