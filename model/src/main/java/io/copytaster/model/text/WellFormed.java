package io.copytaster.model.text;

/**
 * Well-formed Unicode: every surrogate has its partner.
 *
 * <p>Java strings need not be, UTF-8 must be; what crosses from one to the other passes here.
 */
public final class WellFormed {

  private static final char REPLACEMENT = '\uFFFD';

  private WellFormed() {}

  /** The text with U+FFFD for each surrogate that has no partner; the same object if none. */
  public static String of(String text) {
    int broken = firstLoneSurrogate(text, 0);
    if (broken < 0) {
      return text;
    }
    var repaired = new StringBuilder(text);
    for (int at = broken; at >= 0; at = firstLoneSurrogate(repaired, at + 1)) {
      repaired.setCharAt(at, REPLACEMENT);
    }
    return repaired.toString();
  }

  private static int firstLoneSurrogate(CharSequence text, int from) {
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        return i;
      }
    }
    return -1;
  }
}
