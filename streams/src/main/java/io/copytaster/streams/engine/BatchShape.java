package io.copytaster.streams.engine;

/**
 * What a batch costs, whatever its texts say.
 *
 * @param rows articles
 * @param width tokens of the longest
 * @param tokens of all articles, padding not included
 */
record BatchShape(int rows, int width, long tokens) {

  /** The batch of one article. */
  static BatchShape of(int length) {
    return new BatchShape(1, length, length);
  }

  /** The shape with one more article of this many tokens. */
  BatchShape with(int length) {
    return new BatchShape(rows + 1, Math.max(width, length), tokens + length);
  }

  /** What the device computes: rows × width. */
  long paddedTokens() {
    return (long) rows * width;
  }

  /** What it computes for nothing. */
  long padding() {
    return paddedTokens() - tokens;
  }
}
