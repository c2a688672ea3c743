package io.copytaster.model.train;

/**
 * The learning rate by step: in a line up over the warm-up, then in a line down to nothing.
 *
 * @param highest reached at the end of the warm-up
 * @param warmup in steps
 * @param steps of the whole training
 */
record LearningRate(double highest, long warmup, long steps) {

  private static final double USUAL_WARMUP = 0.06;

  static LearningRate of(Optimization plan, long steps) {
    Integer warmup = plan.warmup();
    return new LearningRate(
        plan.learningRate(), warmup == null ? Math.round(USUAL_WARMUP * steps) : warmup, steps);
  }

  /**
   * @param step from 1 to the last
   */
  double at(long step) {
    if (step <= warmup) {
      return highest * step / warmup;
    }
    return highest * (steps - step + 1) / Math.max(1, steps - warmup);
  }
}
