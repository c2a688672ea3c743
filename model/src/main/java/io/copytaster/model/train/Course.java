package io.copytaster.model.train;

import java.util.List;

/**
 * The steps of a whole training: which rows each takes, at which rate, and after which of them it
 * is measured and saved. The same plan and rows give the same course, so a run can be taken up at
 * any step.
 */
final class Course {

  /** One step. */
  record Step(long number, int epoch, int[] rows, double rate, boolean measured, boolean saved) {}

  private static final int STEPS_BETWEEN_SAVES = 200;
  private static final int MEASUREMENTS_IN_AN_EPOCH = 2;
  private static final int MOST_MEASUREMENTS = 12;

  private final TrainingPlan plan;
  private final int[] lengths;
  private final int stepsInAnEpoch;
  private final LearningRate rate;
  private int epoch = -1;
  private List<int[]> batches = List.of();

  /**
   * @param lengths of the training rows, in tokens
   */
  Course(TrainingPlan plan, int[] lengths) {
    this.plan = plan;
    this.lengths = lengths.clone();
    this.stepsInAnEpoch = EpochBatches.count(lengths.length, plan.optimization().batch());
    this.rate = LearningRate.of(plan.optimization(), steps());
  }

  long steps() {
    return (long) stepsInAnEpoch * plan.optimization().epochs();
  }

  /**
   * @param number from 1 to the last
   */
  Step step(long number) {
    int wanted = (int) ((number - 1) / stepsInAnEpoch);
    if (wanted != epoch) {
      batches = EpochBatches.of(lengths, plan.optimization().batch(), plan.seed(), wanted);
      epoch = wanted;
    }
    int inEpoch = (int) ((number - 1) % stepsInAnEpoch);
    boolean measured = measurements(number) > measurements(number - 1);
    boolean saved = measured || number % STEPS_BETWEEN_SAVES == 0;
    return new Step(number, epoch + 1, batches.get(inEpoch), rate.at(number), measured, saved);
  }

  /** How many measurements are due after so many steps; the last step is always measured. */
  private long measurements(long done) {
    int wanted = MEASUREMENTS_IN_AN_EPOCH * plan.optimization().epochs();
    return done * Math.min(wanted, MOST_MEASUREMENTS) / steps();
  }

  /** Seed of what is random in a step. */
  long seed(long number) {
    return plan.seed() * 1_000_003 + number;
  }

  /** How much of the average a step keeps: less at first, or it would be of the start alone. */
  double averaging(long number) {
    return Math.min(plan.optimization().averaging(), (1.0 + number) / (10.0 + number));
  }
}
