package io.copytaster.model.tokens;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One text as word-piece ids, special tokens included.
 *
 * <p>The ids are never padded and at most as many as the model has positions.
 */
public final class Tokens {

  private final int[] ids;
  private final boolean truncated;
  private final int unknown;

  /** Ids that the vocabulary has, every one. */
  public Tokens(int[] ids, boolean truncated) {
    this(ids, truncated, 0);
  }

  /**
   * @param ids at least one; copied
   * @param truncated whether the text had more
   * @param unknown how many of the ids stand for words that no pieces make up
   */
  public Tokens(int[] ids, boolean truncated, int unknown) {
    if (ids.length == 0) {
      throw new IllegalArgumentException("tokens need at least one id");
    }
    if (unknown < 0 || unknown > ids.length) {
      throw new IllegalArgumentException(unknown + " of " + ids.length + " ids are unknown");
    }
    this.ids = ids.clone();
    this.truncated = truncated;
    this.unknown = unknown;
  }

  /**
   * @param unknownId the id that stands for words that no pieces make up
   */
  static Tokens of(int[] ids, boolean truncated, int unknownId) {
    int unknown = 0;
    for (int id : ids) {
      unknown += id == unknownId ? 1 : 0;
    }
    return new Tokens(ids, truncated, unknown);
  }

  public int length() {
    return ids.length;
  }

  public int id(int position) {
    return ids[position];
  }

  public boolean truncated() {
    return truncated;
  }

  /** How many of the ids stand for words that no pieces of the vocabulary make up. */
  public int unknown() {
    return unknown;
  }

  /** Whether a model would read the same. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Tokens tokens
        && truncated == tokens.truncated
        && unknown == tokens.unknown
        && Arrays.equals(ids, tokens.ids);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(ids);
  }

  /** Writes the ids into {@code target} from {@code offset} on. */
  public void copyTo(long[] target, int offset) {
    for (int i = 0; i < ids.length; i++) {
      target[offset + i] = ids[i];
    }
  }
}
