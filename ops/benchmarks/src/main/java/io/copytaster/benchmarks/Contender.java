package io.copytaster.benchmarks;

import java.io.IOException;

/** One of those that are compared: takes steps over the workload's batches. */
interface Contender {

  /** What the report calls it. */
  String name();

  /** Takes a step over each of the first batches, so many of them. */
  Lap run(int steps) throws IOException;
}
