package io.copytaster.benchmarks.report;

import io.copytaster.benchmarks.measure.Spread;

/**
 * A figure that is to stay below a limit, or above.
 *
 * @param what it is, with its unit
 */
public record Bound(String name, String what, Spread found, boolean atMost, double limit) {

  public boolean holds() {
    return atMost ? found.median() <= limit : found.median() >= limit;
  }
}
