package io.copytaster.streams.watch;

import java.util.List;

/**
 * The answer to a probe.
 *
 * @param reasons why not; empty if all is well
 */
public record Verdict(List<String> reasons) {

  public static final Verdict WELL = new Verdict(List.of());

  public Verdict {
    reasons = List.copyOf(reasons);
  }

  /** No, for this reason. */
  public static Verdict because(String reason) {
    return new Verdict(List.of(reason));
  }

  public boolean isWell() {
    return reasons.isEmpty();
  }
}
