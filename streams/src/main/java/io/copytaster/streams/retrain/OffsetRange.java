package io.copytaster.streams.retrain;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Part of a partition.
 *
 * @param from the first offset
 * @param to the offset behind the last
 */
public record OffsetRange(String topic, int partition, long from, long to) {

  private static final Pattern TEXT =
      Pattern.compile("(.+)-(\\d{1,9})\\[(\\d{1,18}),(\\d{1,18})\\)");

  public OffsetRange {
    if (from < 0 || to < from) {
      throw new IllegalArgumentException("no range of offsets: %d to %d".formatted(from, to));
    }
  }

  /** How many offsets; some may hold no record. */
  public long length() {
    return to - from;
  }

  /** Reads what {@link #toString} wrote; empty if it is something else. */
  static Optional<OffsetRange> parse(String text) {
    Matcher parts = TEXT.matcher(text);
    return parts.matches()
        ? Optional.of(
            new OffsetRange(
                parts.group(1),
                Integer.parseInt(parts.group(2)),
                Long.parseLong(parts.group(3)),
                Long.parseLong(parts.group(4))))
        : Optional.empty();
  }

  /** As {@code news.reviewed-0[120,480)}. */
  @Override
  public String toString() {
    return "%s-%d[%d,%d)".formatted(topic, partition, from, to);
  }
}
