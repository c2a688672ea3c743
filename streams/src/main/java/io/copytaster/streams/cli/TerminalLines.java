package io.copytaster.streams.cli;

import io.copytaster.streams.deadletter.DeadLetter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.IStyle;
import picocli.CommandLine.Help.Ansi.Style;

/** Records as lines for people: aligned, one colour a label. */
final class TerminalLines {

  private static final List<IStyle> COLOURS =
      List.of(
          Style.fg_cyan,
          Style.fg_green,
          Style.fg_yellow,
          Style.fg_magenta,
          Style.fg_blue,
          Style.fg_red);
  private static final int LONGEST_TEXT = 90;
  private static final int NARROWEST_LABEL = 8;

  private final Ansi ansi;
  private final DateTimeFormatter clock;
  private final Map<String, IStyle> colours = new LinkedHashMap<>();
  private int width = NARROWEST_LABEL;

  /**
   * @param zone in which times of day are given
   */
  TerminalLines(Ansi ansi, ZoneId zone) {
    this.ansi = ansi;
    this.clock = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(zone);
  }

  /** Time of the record, label, score, latency, headline. */
  String labelled(LabeledLine line, long timestamp) {
    width = Math.max(width, line.label().length());
    String label = String.format(Locale.ROOT, "%-" + width + "s", plain(line.label()));
    String latency = line.latencyMs() == null ? "" : line.latencyMs() + " ms";
    return String.format(
        Locale.ROOT,
        "%s  %s %5.1f %%  %9s  %s",
        time(timestamp),
        painted(label, colour(line.label())),
        100 * line.score(),
        latency,
        shortened(line.title()));
  }

  /** Time, where the raw record lay, its size and key, and the reason. */
  String deadLetter(DeadLetter letter, long timestamp) {
    return String.format(
        Locale.ROOT,
        "%s  %s  %,d bytes  key %s  %s",
        time(timestamp),
        letter.topic() == null
            ? "unknown origin"
            : "%s-%d@%d".formatted(letter.topic(), letter.partition(), letter.offset()),
        letter.size(),
        letter.key() == null ? "none" : shortened(letter.key()),
        painted(plain(letter.reason()), Style.fg_red));
  }

  private String time(long timestamp) {
    return clock.format(Instant.ofEpochMilli(timestamp));
  }

  /** In the order in which labels are first seen. */
  private IStyle colour(String label) {
    return colours.computeIfAbsent(label, key -> COLOURS.get(colours.size() % COLOURS.size()));
  }

  private String painted(String text, IStyle style) {
    return ansi.enabled() ? style.on() + text + style.off() : text;
  }

  private static String shortened(String text) {
    String plain = plain(text);
    return plain.codePointCount(0, plain.length()) <= LONGEST_TEXT
        ? plain
        : plain.substring(0, plain.offsetByCodePoints(0, LONGEST_TEXT - 1)) + "…";
  }

  /** Without control characters: an article must not steer the terminal. */
  static String plain(String text) {
    return text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
  }
}
