package io.copytaster.streams.deadletter;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which dead letters are meant; null leaves a question open.
 *
 * @param reason part of the exception's name or of its message, in any case
 * @param topic where the record lay
 * @param since the earliest timestamp of the record
 * @param until the first timestamp that is too late
 */
public record DeadLetterFilter(
    @Nullable String reason,
    @Nullable String topic,
    @Nullable Instant since,
    @Nullable Instant until) {

  /**
   * @param timestamp of the record, in milliseconds since 1970
   */
  public boolean matches(DeadLetter letter, long timestamp) {
    return (reason == null || hasReason(letter, reason))
        && (topic == null || topic.equals(letter.topic()))
        && (since == null || timestamp >= since.toEpochMilli())
        && (until == null || timestamp < until.toEpochMilli());
  }

  private static boolean hasReason(DeadLetter letter, String reason) {
    String said = letter.exception() + " " + letter.reason();
    return said.toLowerCase(Locale.ROOT).contains(reason.toLowerCase(Locale.ROOT));
  }
}
