package io.copytaster.benchmarks;

import java.util.List;

/**
 * What one contender did in one turn.
 *
 * @param seconds of each step, in the order of the batches
 * @param updates how much of them was not the gradients; empty where that was not told apart
 * @param loss mean over the steps, in nats
 */
record Lap(List<Double> seconds, List<Double> updates, double loss) {

  Lap {
    seconds = List.copyOf(seconds);
    updates = List.copyOf(updates);
  }

  double total() {
    return seconds.stream().mapToDouble(Double::doubleValue).sum();
  }
}
