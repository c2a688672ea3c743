package io.copytaster.streams.topology;

import io.copytaster.streams.engine.EngineStatistics;
import java.time.Duration;

/**
 * How long a label is waited for: until the device has shown no sign of work for as long as the
 * deadline.
 *
 * <p>The time is counted in turns of waiting, not by a clock. Where the whole process stood still,
 * because its container was paused or its machine had no time for it, that is one turn, and nothing
 * is known of the device.
 */
final class DevicePatience {

  private static final int TURNS = 16;

  private final Duration turn;
  private EngineStatistics seen;
  private int turnsWithoutWork;

  /**
   * @param now what the device has done when the wait begins
   */
  DevicePatience(Duration deadline, EngineStatistics now) {
    this.turn = deadline.dividedBy(TURNS);
    this.seen = now;
  }

  /** How long to wait before looking again. */
  Duration turn() {
    return turn;
  }

  /**
   * Whether to give the device up, after another turn without the label.
   *
   * @param now what the device has done by now
   */
  boolean endsWith(EngineStatistics now) {
    turnsWithoutWork = now.equals(seen) ? turnsWithoutWork + 1 : 0;
    seen = now;
    return turnsWithoutWork >= TURNS;
  }
}
