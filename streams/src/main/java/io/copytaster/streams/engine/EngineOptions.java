package io.copytaster.streams.engine;

import java.time.Duration;

/**
 * How a device's queue is bounded and its batches are cut.
 *
 * @param batchTokens padded tokens (rows × longest) a batch may have; a single longer article goes
 *     alone
 * @param batchArticles rows a batch may have
 * @param queueTokens tokens, waiting and in computation, from which on the engine has no room for
 *     hints; at least {@code batchTokens}, several times that to choose articles of like length
 *     from
 * @param paddingShare part of a batch that may be padding, 0 to below 1
 * @param remembered articles whose labels are kept for others of which the model reads the same
 * @param linger how long an idle device waits for companions of the first article
 * @param drainTimeout how long closing waits for what is queued
 */
public record EngineOptions(
    int batchTokens,
    int batchArticles,
    int queueTokens,
    double paddingShare,
    int remembered,
    Duration linger,
    Duration drainTimeout) {

  /**
   * A batch may pad as much as one that is full to this part: starting another costs as much as a
   * few dozen tokens, so below that, company is cheaper than a batch of one's own.
   */
  private static final double SMALL = 0.25;

  public EngineOptions {
    require(batchTokens >= 1, "batchTokens", batchTokens, "at least 1");
    require(batchArticles >= 1, "batchArticles", batchArticles, "at least 1");
    require(
        queueTokens >= batchTokens,
        "queueTokens",
        queueTokens,
        "at least batchTokens, " + batchTokens);
    require(
        paddingShare >= 0 && paddingShare < 1, "paddingShare", paddingShare, "from 0 to below 1");
    require(remembered >= 0, "remembered", remembered, "no less than zero");
    require(!linger.isNegative(), "linger", linger, "no less than zero");
    require(!drainTimeout.isNegative(), "drainTimeout", drainTimeout, "no less than zero");
  }

  /** Whether several articles may be computed together in this shape. */
  boolean admits(BatchShape shape) {
    return shape.rows() <= batchArticles
        && shape.paddedTokens() <= batchTokens
        && shape.padding()
            <= paddingShare * Math.max((double) shape.paddedTokens(), SMALL * batchTokens);
  }

  /** Batches of half the size, for articles that have waited for something else already. */
  EngineOptions halved() {
    return new EngineOptions(
        Math.max(1, batchTokens / 2),
        Math.max(1, batchArticles / 2),
        queueTokens,
        paddingShare,
        remembered,
        linger,
        drainTimeout);
  }

  private static void require(boolean holds, String name, Object value, String bound) {
    if (!holds) {
      throw new IllegalArgumentException(name + " is " + value + ", must be " + bound);
    }
  }
}
