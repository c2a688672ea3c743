package io.copytaster.model.tokens;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.BitSet;
import java.util.Optional;

/**
 * Where a text may be cut without changing an id.
 *
 * <p>BERT's pre-tokenizer ends a word at white space, its normalizer sets ideographs apart, and
 * ASCII punctuation is a word of its own, before anything looks at more than one word. So a text's
 * ids are those of its parts. Other tokenizers may look across words: they have no such places.
 */
final class Boundaries {

  private static final char FIRST_IDEOGRAPH = '\u4E00';
  private static final char LAST_IDEOGRAPH = '\u9FFF';
  private static final String PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

  private final boolean atIdeographs;
  private final BitSet punctuation;

  private Boundaries(boolean atIdeographs, BitSet punctuation) {
    this.atIdeographs = atIdeographs;
    this.punctuation = punctuation;
  }

  /**
   * @param tokenizer a {@code tokenizer.json}
   * @return empty if there is no such place
   */
  static Optional<Boundaries> of(JsonNode tokenizer) {
    JsonNode normalizer = tokenizer.path("normalizer");
    boolean apart =
        tokenizer.path("pre_tokenizer").path("type").asText().equals("BertPreTokenizer")
            && normalizer.path("type").asText("BertNormalizer").equals("BertNormalizer")
            && !tokenizer.path("truncation").path("direction").asText().equals("Left")
            && tokenizer.path("added_tokens").valueStream().allMatch(Boundaries::isOneWord);
    if (!apart) {
      return Optional.empty();
    }
    // An added token, such as [SEP], is found in the text as it stands, punctuation and all.
    BitSet punctuation = PUNCTUATION.chars().collect(BitSet::new, BitSet::set, BitSet::or);
    for (JsonNode added : tokenizer.path("added_tokens")) {
      added.path("content").asText().chars().forEach(punctuation::clear);
    }
    boolean ideographs = normalizer.path("handle_chinese_chars").asBoolean();
    return Optional.of(new Boundaries(ideographs, punctuation));
  }

  /** The end of the part that begins here: after one character at least. */
  int end(String text, int from) {
    int at = from + 1;
    if (!isAlone(text.charAt(from))) {
      while (at < text.length() && !begins(text.charAt(at))) {
        at++;
      }
    }
    return at;
  }

  private boolean begins(char next) {
    return isAlone(next) || (atIdeographs && next >= FIRST_IDEOGRAPH && next <= LAST_IDEOGRAPH);
  }

  private boolean isAlone(char c) {
    return isSpace(c) || punctuation.get(c);
  }

  /** Whether it ends a word and leaves nothing. */
  static boolean isSpace(char c) {
    return c == ' ' || c == '\n';
  }

  /** Whether an added token is found by its own letters alone, none of them a space. */
  private static boolean isOneWord(JsonNode added) {
    return !added.path("single_word").asBoolean()
        && !added.path("lstrip").asBoolean()
        && !added.path("rstrip").asBoolean()
        && added.path("content").asText().chars().allMatch(c -> c > ' ' && c <= '~');
  }
}
