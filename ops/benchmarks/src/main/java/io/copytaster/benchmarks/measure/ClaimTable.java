package io.copytaster.benchmarks.measure;

import java.util.List;
import java.util.Locale;

/** What was promised of the ratios, beside what was found, as Markdown. */
public final class ClaimTable {

  private ClaimTable() {}

  /** Nothing where nothing was promised of those who took part. */
  public static String of(List<Claim> claims) {
    if (claims.isEmpty()) {
      return "";
    }
    var table = new StringBuilder("| | against | times as fast | promised |\n|---|---|---|---|\n");
    for (Claim claim : claims) {
      table.append(
          String.format(
              Locale.ROOT,
              "| %s | %s | %s | %s%s |%n",
              claim.name(),
              claim.baseline(),
              claim.ratio().text(2),
              claim.least(),
              claim.holds() ? "" : ", **missed**"));
    }
    return table.append('\n').toString();
  }
}
