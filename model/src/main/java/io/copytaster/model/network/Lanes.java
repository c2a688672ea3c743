package io.copytaster.model.network;

/**
 * How a device likes its work: so many batches side by side.
 *
 * @param count at least 1
 * @param batchTokens padded tokens of a batch, above which more are not computed any faster
 */
public record Lanes(int count, int batchTokens) {

  /** One batch at a time, as large as may be. */
  public static final Lanes ONE = new Lanes(1, Integer.MAX_VALUE);
}
