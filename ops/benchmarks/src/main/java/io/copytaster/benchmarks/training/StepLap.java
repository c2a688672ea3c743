package io.copytaster.benchmarks.training;

import io.copytaster.benchmarks.measure.Lap;
import io.copytaster.benchmarks.measure.Spread;
import java.util.List;

/**
 * What one contender learned in one turn.
 *
 * @param seconds of each step, in the order of the batches
 * @param updates how much of them was not the gradients; empty where that was not told apart
 * @param loss mean over the steps, in nats
 */
record StepLap(List<Double> seconds, List<Double> updates, double loss) implements Lap {

  StepLap {
    seconds = List.copyOf(seconds);
    updates = List.copyOf(updates);
  }

  double total() {
    return seconds.stream().mapToDouble(Double::doubleValue).sum();
  }

  /** Steps. */
  @Override
  public double perSecond() {
    return seconds.size() / total();
  }

  /** Milliseconds of a step, the median. */
  double stepMillis() {
    return 1000 * median(seconds);
  }

  static double median(List<Double> values) {
    return Spread.of(values.stream().mapToDouble(Double::doubleValue).toArray()).median();
  }
}
