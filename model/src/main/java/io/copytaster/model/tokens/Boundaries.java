package io.copytaster.model.tokens;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Where a text may be cut without changing any id before the cut.
 *
 * <p>BERT's pre-tokenizer ends a word at white space, and its normalizer at an ideograph, before
 * anything looks at more than one word. So the start of a long text is enough to know its first
 * ids. Other tokenizers may look across words: for them there is no such place.
 */
final class Boundaries {

  private static final char FIRST_IDEOGRAPH = '\u4E00';
  private static final char LAST_IDEOGRAPH = '\u9FFF';

  private final boolean atSpaces;
  private final boolean atIdeographs;

  private Boundaries(boolean atSpaces, boolean atIdeographs) {
    this.atSpaces = atSpaces;
    this.atIdeographs = atIdeographs;
  }

  /**
   * @param tokenizer a {@code tokenizer.json}
   */
  static Boundaries of(JsonNode tokenizer) {
    JsonNode normalizer = tokenizer.path("normalizer");
    boolean spaces =
        tokenizer.path("pre_tokenizer").path("type").asText().equals("BertPreTokenizer")
            && normalizer.path("type").asText("BertNormalizer").equals("BertNormalizer")
            && !tokenizer.path("truncation").path("direction").asText().equals("Left")
            && tokenizer.path("added_tokens").valueStream().allMatch(Boundaries::isOneWord);
    return new Boundaries(spaces, spaces && normalizer.path("handle_chinese_chars").asBoolean());
  }

  /** The first such place that is not before {@code from}, or the text's end. */
  int atOrAfter(String text, int from) {
    if (!atSpaces) {
      return text.length();
    }
    int at = Math.min(from, text.length());
    while (at < text.length() && !isBoundary(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private boolean isBoundary(char next) {
    return next == ' '
        || next == '\n'
        || (atIdeographs && next >= FIRST_IDEOGRAPH && next <= LAST_IDEOGRAPH);
  }

  /** Whether an added token is found by its own letters alone, none of them a boundary. */
  private static boolean isOneWord(JsonNode added) {
    return !added.path("single_word").asBoolean()
        && !added.path("lstrip").asBoolean()
        && !added.path("rstrip").asBoolean()
        && added.path("content").asText().chars().allMatch(c -> c > ' ' && c <= '~');
  }
}
