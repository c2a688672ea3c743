package io.copytaster.model.tokens;

/**
 * One text as word-piece ids, special tokens included.
 *
 * <p>The ids are never padded and at most as many as the model has positions.
 */
public final class Tokens {

  private final int[] ids;
  private final boolean truncated;

  /**
   * @param ids at least one; copied
   * @param truncated whether the text had more
   */
  public Tokens(int[] ids, boolean truncated) {
    if (ids.length == 0) {
      throw new IllegalArgumentException("tokens need at least one id");
    }
    this.ids = ids.clone();
    this.truncated = truncated;
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

  /** Writes the ids into {@code target} from {@code offset} on. */
  public void copyTo(long[] target, int offset) {
    for (int i = 0; i < ids.length; i++) {
      target[offset + i] = ids[i];
    }
  }
}
