package io.copytaster.benchmarks.report;

import io.copytaster.benchmarks.measure.Spread;

/**
 * A figure that is to stay below a limit.
 *
 * @param what it is, with its unit
 * @param most what was promised
 */
public record Bound(String name, String what, Spread found, double most) {

  public boolean holds() {
    return found.median() <= most;
  }
}
