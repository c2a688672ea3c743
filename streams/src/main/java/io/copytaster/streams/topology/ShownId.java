package io.copytaster.streams.topology;

/** An article's id as a message shows it: in one line, harmless to a terminal, and not too long. */
final class ShownId {

  private static final int LONGEST = 100;

  private ShownId() {}

  /** The beginning of the id, with U+FFFD for what would not be seen or would break the line. */
  static String of(String id) {
    String shown = id.length() <= LONGEST ? id : id.substring(0, LONGEST) + "...";
    return shown.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", "\uFFFD");
  }
}
