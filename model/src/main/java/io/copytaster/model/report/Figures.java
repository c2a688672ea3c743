package io.copytaster.model.report;

import java.util.Locale;

/** Figures as people read them, the same in every locale. */
final class Figures {

  private static final double SMALLEST_P = 1e-4;

  private Figures() {}

  /** A share as a percentage with two decimals, without the sign of it. */
  static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f", 100 * share);
  }

  /** A difference of shares in percentage points, always with its sign. */
  static String points(double difference) {
    return String.format(Locale.ROOT, "%+.2f", 100 * difference);
  }

  static String decimal(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }

  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  static String probability(double p) {
    return p < SMALLEST_P
        ? String.format(Locale.ROOT, "%.1e", p)
        : String.format(Locale.ROOT, "%.4f", p);
  }
}
