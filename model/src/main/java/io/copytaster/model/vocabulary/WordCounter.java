package io.copytaster.model.vocabulary;

import io.copytaster.model.tokens.BertWords;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.StringTokenizer;
import java.util.TreeMap;

/**
 * How often each word occurs in texts.
 *
 * <p>Texts are first cut at white space, where words end in any case, so that the tokenizer library
 * is asked once about each different piece of text instead of once about each article.
 */
final class WordCounter {

  /** Longer words are unknown to a word-piece tokenizer, whatever its vocabulary. */
  static final int LONGEST_WORD = 100;

  private static final String WHITE_SPACE = " \t\n\r";

  private final Map<String, Long> chunks = new HashMap<>();

  void add(String text) {
    var parts = new StringTokenizer(text, WHITE_SPACE);
    while (parts.hasMoreTokens()) {
      chunks.merge(parts.nextToken(), 1L, Long::sum);
    }
  }

  /**
   * @throws IllegalArgumentException if there is no word
   */
  SortedMap<String, Long> words(BertWords tokenizer) {
    var words = new TreeMap<String, Long>();
    chunks.forEach(
        (chunk, count) -> {
          for (String word : tokenizer.of(chunk)) {
            if (word.codePointCount(0, word.length()) <= LONGEST_WORD) {
              words.merge(word, count, Long::sum);
            }
          }
        });
    if (words.isEmpty()) {
      throw new IllegalArgumentException(
          "there is no word of at most %d letters to learn a vocabulary from"
              .formatted(LONGEST_WORD));
    }
    return words;
  }
}
