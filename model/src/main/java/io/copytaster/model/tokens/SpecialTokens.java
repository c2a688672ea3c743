package io.copytaster.model.tokens;

import java.util.Arrays;
import java.util.Optional;

/**
 * What a tokenizer sets before and after a text's own ids, such as {@code [CLS]} and {@code [SEP]}.
 */
record SpecialTokens(int[] before, int[] after) {

  private static final String WORD = "a";

  /**
   * Found by looking at what becomes of a word.
   *
   * @return empty if there are none, or the word's ids do not show as they are between them
   */
  static Optional<SpecialTokens> of(NativeTokenizer tokenizer) {
    int[] special = tokenizer.ids("", true);
    int[] own = tokenizer.ids(WORD, false);
    int[] whole = tokenizer.ids(WORD, true);
    for (int at = 0; at <= special.length && special.length > 0; at++) {
      int[] before = Arrays.copyOfRange(special, 0, at);
      int[] after = Arrays.copyOfRange(special, at, special.length);
      if (Arrays.equals(whole, joined(before, own, after))) {
        return Optional.of(new SpecialTokens(before, after));
      }
    }
    return Optional.empty();
  }

  private static int[] joined(int[]... parts) {
    return Arrays.stream(parts).flatMapToInt(Arrays::stream).toArray();
  }
}
