package io.copytaster.model.vocabulary;

/** Two pieces that stand beside each other in a word, by id. */
record Pair(int left, int right) {

  boolean has(int piece) {
    return left == piece || right == piece;
  }
}
