package io.copytaster.faults;

/** How long a scenario runs: {@code -Dfaults=long} for the full proof, else a short one for CI. */
enum Form {
  SHORT,
  LONG;

  static Form chosen() {
    return "long".equals(System.getProperty("faults")) ? LONG : SHORT;
  }

  /** The figure for this form. */
  int of(int inShort, int inLong) {
    return this == LONG ? inLong : inShort;
  }
}
