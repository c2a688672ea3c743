package io.copytaster.streams.topology;

import io.copytaster.streams.engine.EngineSigns;
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
  private EngineSigns seen;
  private int turnsWithoutWork;

  /**
   * @param now the device's signs when the wait begins
   */
  DevicePatience(Duration deadline, EngineSigns now) {
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
   * @param now the device's signs by now
   */
  boolean endsWith(EngineSigns now) {
    turnsWithoutWork = now.showNoWorkSince(seen) ? turnsWithoutWork + 1 : 0;
    seen = now;
    return turnsWithoutWork >= TURNS;
  }
}
