package io.copytaster.model.text;

/**
 * An article as the classifier reads it. Both parts are well-formed Unicode: a surrogate without
 * its partner becomes U+FFFD.
 */
public record Article(String title, String body) {

  public Article {
    title = WellFormed.of(title);
    body = WellFormed.of(body);
  }

  /** Title and body joined by one space, or the one that is there; blank if neither is. */
  public String text() {
    if (isBlank(title)) {
      return body;
    }
    return isBlank(body) ? title : title + " " + body;
  }

  /** Whether there is nothing to classify. */
  public boolean isBlank() {
    return isBlank(title) && isBlank(body);
  }

  /** Unlike {@link String#isBlank}, which takes a no-break space for a word. */
  private static boolean isBlank(String text) {
    return text.codePoints()
        .allMatch(point -> Character.isWhitespace(point) || Character.isSpaceChar(point));
  }
}
