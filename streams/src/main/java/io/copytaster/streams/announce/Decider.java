package io.copytaster.streams.announce;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * On whose word a model is announced.
 *
 * @param who the gate, or an operator's name
 * @param why in words; may be empty
 * @param now when, to the millisecond
 */
public record Decider(String who, String why, Instant now) {

  public Decider {
    now = now.truncatedTo(ChronoUnit.MILLIS);
  }
}
