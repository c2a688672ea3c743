package io.copytaster.model.tokens;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reads a text part by part, and remembers what the library made of each part.
 *
 * <p>News use few words over and over. Looking them up takes a fifteenth of the time that the
 * library needs for a text, and the ids are the library's own. Safe for several threads at once.
 */
final class RememberedWords {

  /** Of each generation: at 160 bytes for a long one, five megabytes. */
  private static final int MOST = 1 << 15;

  /** Characters; what is longer is not a word. */
  private static final int LONGEST = 32;

  private final NativeTokenizer tokenizer;
  private final Boundaries boundaries;
  private final SpecialTokens special;
  private final int maxTokens;

  // What the young have not used until they are too many is forgotten with the old.
  private volatile Map<String, int[]> young = new ConcurrentHashMap<>();
  private volatile Map<String, int[]> old = Map.of();

  private RememberedWords(
      NativeTokenizer tokenizer, Boundaries boundaries, SpecialTokens special, int maxTokens) {
    this.tokenizer = tokenizer;
    this.boundaries = boundaries;
    this.special = special;
    this.maxTokens = maxTokens;
  }

  /**
   * @param tokenizer cut at {@code maxTokens}
   * @return empty if texts cannot be read part by part
   */
  static Optional<RememberedWords> of(
      NativeTokenizer tokenizer, Optional<Boundaries> boundaries, int maxTokens) {
    return boundaries.flatMap(
        places ->
            SpecialTokens.of(tokenizer)
                .map(special -> new RememberedWords(tokenizer, places, special, maxTokens)));
  }

  /**
   * As {@link NativeTokenizer#encode}.
   *
   * @param text well-formed Unicode, of which only as much is read as fills {@code maxTokens}
   */
  Tokens encode(String text, int unknownId) {
    tokenizer.requireOpen();
    int[] ids = Arrays.copyOf(special.before(), maxTokens);
    int count = special.before().length;
    int room = maxTokens - special.after().length;
    boolean truncated = false;
    for (int at = 0, end; at < text.length() && !truncated; at = end) {
      end = boundaries.end(text, at);
      if (!Boundaries.isSpace(text.charAt(at))) {
        int[] pieces = piecesOf(text.substring(at, end));
        int fitting = Math.min(pieces.length, room - count);
        System.arraycopy(pieces, 0, ids, count, fitting);
        count += fitting;
        truncated = fitting < pieces.length;
      }
    }
    System.arraycopy(special.after(), 0, ids, count, special.after().length);
    return Tokens.of(Arrays.copyOf(ids, count + special.after().length), truncated, unknownId);
  }

  private int[] piecesOf(String part) {
    int[] pieces = young.get(part);
    if (pieces == null) {
      pieces = old.get(part);
      if (pieces == null) {
        pieces = tokenizer.ids(part, false);
      }
      if (part.length() <= LONGEST) {
        remember(part, pieces);
      }
    }
    return pieces;
  }

  private void remember(String part, int[] pieces) {
    if (young.size() >= MOST) {
      renew();
    }
    young.put(part, pieces);
  }

  private synchronized void renew() {
    if (young.size() >= MOST) {
      old = young;
      young = new ConcurrentHashMap<>();
    }
  }

  /** How many parts are remembered, some of them twice. */
  int size() {
    return young.size() + old.size();
  }
}
