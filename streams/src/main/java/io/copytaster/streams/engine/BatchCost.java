package io.copytaster.streams.engine;

/**
 * What computing a batch took.
 *
 * @param began when, on the engine's clock
 * @param nanos the forward pass
 * @param articles that were computed
 */
record BatchCost(long began, long nanos, int articles) {

  /** Of what was remembered at this moment. */
  static BatchCost none(long now) {
    return new BatchCost(now, 0, 0);
  }
}
