package io.copytaster.model.text;

/**
 * An article as the classifier reads it. Both parts are well-formed Unicode: a surrogate without
 * its partner becomes U+FFFD.
 */
public record Article(String title, String body) {

  private static final char REPLACEMENT = '\uFFFD';

  public Article {
    title = wellFormed(title);
    body = wellFormed(body);
  }

  /** Title and body joined by one space, or the one that is there; blank if neither is. */
  public String text() {
    if (title.isBlank()) {
      return body;
    }
    return body.isBlank() ? title : title + " " + body;
  }

  /** Whether there is nothing to classify. */
  public boolean isBlank() {
    return title.isBlank() && body.isBlank();
  }

  private static String wellFormed(String text) {
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
