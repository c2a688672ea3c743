package io.copytaster.model.evaluate;

/**
 * An article that was given another label than its own.
 *
 * @param excerpt the beginning of its text, in one line without control characters
 * @param score the wrong label's probability
 */
public record Mistake(String id, String excerpt, String expected, String predicted, double score) {

  private static final int EXCERPT = 200;

  /** What is shown of a text: at most {@value #EXCERPT} characters of it. */
  static String excerpt(String text) {
    // Format characters too, such as those that turn the direction of what follows.
    String plain = text.replaceAll("[\\p{Cc}\\p{Cf}\\s]+", " ").strip();
    return plain.codePointCount(0, plain.length()) <= EXCERPT
        ? plain
        : plain.substring(0, plain.offsetByCodePoints(0, EXCERPT - 1)) + "…";
  }
}
