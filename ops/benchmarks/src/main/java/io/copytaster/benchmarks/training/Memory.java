package io.copytaster.benchmarks.training;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What this process holds.
 *
 * @param residentMebibytes of the whole process; null if the system does not say
 * @param openTensors of each contender of ours
 */
record Memory(@Nullable Long residentMebibytes, Map<String, Integer> openTensors) {

  Memory {
    openTensors = Map.copyOf(openTensors);
  }
}
