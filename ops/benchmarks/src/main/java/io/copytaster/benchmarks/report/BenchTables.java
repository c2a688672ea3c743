package io.copytaster.benchmarks.report;

import io.copytaster.benchmarks.measure.ClaimTable;
import io.copytaster.benchmarks.measure.Machine;
import io.copytaster.benchmarks.measure.Spread;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A {@link BenchReport} as Markdown. */
public final class BenchTables {

  private final StringBuilder page = new StringBuilder();

  private BenchTables() {}

  public static String of(BenchReport report) {
    var tables = new BenchTables();
    tables.conditions(report);
    tables.rows(report);
    tables.page.append(ClaimTable.of(report.claims()));
    tables.bounds(report);
    report.notes().forEach(note -> tables.line("- %s", note));
    return tables.page.toString();
  }

  private void conditions(BenchReport report) {
    Machine machine = report.machine();
    line("`%s`, commit %s", report.command(), report.commit());
    line("");
    line("- %,d articles of %s", report.articles(), report.input());
    line("- %s, %s", machine.processor(), machine.system());
    line(
        "- %d cores, which %.1f processes wanted when it began; %s, libtorch %s",
        machine.cores(), machine.load(), machine.java(), machine.libtorch());
    line("- %d turns each: median (lowest–highest)", report.repetitions());
    line("");
  }

  private void rows(BenchReport report) {
    line(
        "| | | articles/s | tokens/s | padding | GFLOP/s | of the ceiling | p50 ms | p99 ms | max ms |"
            + " peak MiB | accuracy |");
    line("|---|---|---|---|---|---|---|---|---|---|---|---|");
    for (Row row : report.rows()) {
      line(
          "| %d | %s | %s | %s | %s | %s | %s | %s | %s | %s | %s | %s |",
          row.scenario(),
          row.name(),
          text(row.articlesPerSecond(), 1),
          text(row.tokensPerSecond(), 0),
          percent(row.padding(), 1),
          text(row.gigaflops(), 0),
          percent(row.shareOfCeiling(), 1),
          text(row.p50(), 1),
          text(row.p99(), 1),
          text(row.max(), 1),
          row.peakMebibytes() == null ? "" : row.peakMebibytes(),
          percent(row.accuracy(), 2));
    }
    line("");
  }

  private void bounds(BenchReport report) {
    if (report.bounds().isEmpty()) {
      return;
    }
    line("| | | found | at most |");
    line("|---|---|---|---|");
    for (Bound bound : report.bounds()) {
      line(
          "| %s | %s | %s | %.0f%s |",
          bound.name(),
          bound.what(),
          bound.found().text(1),
          bound.most(),
          bound.holds() ? "" : ", **missed**");
    }
    line("");
  }

  private static String text(@Nullable Spread spread, int digits) {
    return spread == null ? "" : spread.text(digits);
  }

  private static String percent(@Nullable Double share, int digits) {
    return share == null ? "" : String.format(Locale.ROOT, "%." + digits + "f %%", 100 * share);
  }

  private void line(String format, @Nullable Object... values) {
    page.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
