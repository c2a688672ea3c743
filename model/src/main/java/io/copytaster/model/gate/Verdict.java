package io.copytaster.model.gate;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the gate says, and why. */
public sealed interface Verdict {

  /** Every rule, in the order in which they were looked at. */
  List<Check> checks();

  /** What was compared, by name: fractions of 1, rows, and microseconds. */
  Map<String, Double> metrics();

  /** The reason in a sentence: of a promotion what was gained, of a rejection what failed. */
  String sentence();

  /** As an announcement's {@code verdict} has it. */
  default String word() {
    return this instanceof Promote ? "promoted" : "rejected";
  }

  /** The candidate may take the champion's place. */
  record Promote(List<Check> checks, Map<String, Double> metrics) implements Verdict {
    public Promote {
      checks = List.copyOf(checks);
      metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    }

    @Override
    public String sentence() {
      return "promoted: "
          + checks.stream()
              .filter(check -> check.rule().equals(PromotionGate.MARGIN))
              .map(Check::sentence)
              .collect(Collectors.joining())
          + "; all "
          + checks.size()
          + " rules are met";
    }
  }

  /** It may not; at least one check failed. */
  record Reject(List<Check> checks, Map<String, Double> metrics) implements Verdict {
    public Reject {
      checks = List.copyOf(checks);
      metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    }

    @Override
    public String sentence() {
      return "rejected: "
          + checks.stream()
              .filter(check -> !check.passed())
              .map(Check::sentence)
              .collect(Collectors.joining("; "));
    }
  }
}
