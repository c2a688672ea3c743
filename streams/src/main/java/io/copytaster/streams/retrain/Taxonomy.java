package io.copytaster.streams.retrain;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The name and version of a set of labels, as {@code ag-news/1}. */
final class Taxonomy {

  private static final Pattern NUMBERED = Pattern.compile("(.*?)(\\d{1,9})");

  private Taxonomy() {}

  /** The version after this one: its last number plus one, or a 2 behind what has none. */
  static String next(String taxonomy) {
    Matcher parts = NUMBERED.matcher(taxonomy);
    return parts.matches()
        ? parts.group(1) + (Integer.parseInt(parts.group(2)) + 1)
        : taxonomy + "-2";
  }
}
