package io.copytaster.model.batch;

import io.copytaster.model.tokens.Tokens;
import java.util.List;

/** Texts side by side, padded to the longest: what one forward pass computes. */
public final class TokenBatch {

  private final List<Tokens> rows;
  private final int width;

  /**
   * @param rows at least one
   */
  public TokenBatch(List<Tokens> rows) {
    if (rows.isEmpty()) {
      throw new IllegalArgumentException("a batch needs at least one row");
    }
    this.rows = List.copyOf(rows);
    this.width = this.rows.stream().mapToInt(Tokens::length).max().getAsInt();
  }

  /** The texts, in order. */
  public List<Tokens> rows() {
    return rows;
  }

  public int size() {
    return rows.size();
  }

  /** Columns: the length of the longest row. */
  public int width() {
    return width;
  }

  /** What the device computes: rows × columns, padding included. */
  public int paddedTokens() {
    return rows.size() * width;
  }

  /** What was asked for: the rows' own tokens. */
  public int tokens() {
    return rows.stream().mapToInt(Tokens::length).sum();
  }

  /** Row-major ids, shape (size, width); 0 where a row has ended, which nothing ever reads. */
  public long[] ids() {
    var ids = new long[paddedTokens()];
    for (int row = 0; row < rows.size(); row++) {
      rows.get(row).copyTo(ids, row * width);
    }
    return ids;
  }

  /** How many of each row's columns are its own, shape (size). */
  public long[] lengths() {
    return rows.stream().mapToLong(Tokens::length).toArray();
  }
}
