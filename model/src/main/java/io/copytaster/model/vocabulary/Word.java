package io.copytaster.model.vocabulary;

import java.util.Arrays;
import java.util.function.Consumer;

/** A word as the pieces it is made of so far, by id, and how often it occurs. */
final class Word {

  private final long count;
  private int[] pieces;

  Word(int[] pieces, long count) {
    this.pieces = pieces;
    this.count = count;
  }

  long count() {
    return count;
  }

  /** Every two neighbours, from the word's start; a pair as often as it is there. */
  void forEachPair(Consumer<Pair> action) {
    for (int i = 0; i + 1 < pieces.length; i++) {
      action.accept(new Pair(pieces[i], pieces[i + 1]));
    }
  }

  /** Puts one piece in the place of each such pair, from the word's start. */
  void join(Pair pair, int joined) {
    int length = 0;
    for (int i = 0; i < pieces.length; i++) {
      if (i + 1 < pieces.length && pieces[i] == pair.left() && pieces[i + 1] == pair.right()) {
        pieces[length++] = joined;
        i++;
      } else {
        pieces[length++] = pieces[i];
      }
    }
    pieces = Arrays.copyOf(pieces, length);
  }
}
