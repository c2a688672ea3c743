package io.copytaster.benchmarks.measure;

/** What one contender did in one turn. */
public interface Lap {

  /** How much it got done in a second; the unit is the race's. */
  double perSecond();
}
