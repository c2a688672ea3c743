package io.copytaster.streams.engine;

import java.util.Comparator;
import java.util.List;

/**
 * The device's heartbeat. One that has been computing for much longer than a batch takes, hangs.
 *
 * @param computing whether a batch is on the device
 * @param since when that began to be so, as {@link System#nanoTime} has it
 */
public record EngineActivity(boolean computing, long since) {

  private static final Comparator<EngineActivity> LONGEST_FIRST =
      (one, other) -> Long.signum(one.since - other.since);

  /** Of several lanes the one that has computed longest, or if none does, been idle longest. */
  static EngineActivity of(List<EngineActivity> lanes) {
    return lanes.stream()
        .filter(EngineActivity::computing)
        .min(LONGEST_FIRST)
        .orElseGet(() -> lanes.stream().min(LONGEST_FIRST).orElseThrow());
  }
}
