package io.copytaster.benchmarks.training;

import io.copytaster.benchmarks.measure.ClaimTable;
import io.copytaster.benchmarks.measure.Machine;
import io.copytaster.benchmarks.training.SpeedReport.Row;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A {@link SpeedReport} as Markdown. */
final class SpeedTables {

  private final StringBuilder page = new StringBuilder();

  private SpeedTables() {}

  static String of(SpeedReport report) {
    var tables = new SpeedTables();
    tables.conditions(report);
    tables.rows(report);
    tables.page.append(ClaimTable.of(report.claims()));
    tables.memory(report);
    return tables.page.toString();
  }

  private void conditions(SpeedReport report) {
    Machine machine = report.machine();
    line("`%s` on %s, commit %s", report.command(), report.input(), report.commit());
    line("");
    line("- %s, %s", machine.processor(), machine.system());
    line(
        "- %d threads on %d cores, which %.1f processes wanted when it began",
        machine.threads(), machine.cores(), machine.load());
    line("- %s, libtorch %s; %s", machine.java(), machine.libtorch(), report.reference());
    line(
        "- %d turns of %d steps each: median (lowest–highest)",
        report.repetitions(), report.steps());
    line("- of the tokens computed in an epoch %.1f %% are padding", 100 * report.padding());
    line("");
  }

  private void rows(SpeedReport report) {
    line("| | articles/s | tokens/s | ms a step | gradients + update | loss |");
    line("|---|---|---|---|---|---|");
    for (Row row : report.rows()) {
      line(
          "| %s | %s | %s | %s | %s | %.3f |",
          row.name(),
          row.articlesPerSecond().text(1),
          row.tokensPerSecond().text(0),
          row.stepMillis().text(0),
          split(row.stepMillis().median(), row.updateMillis()),
          row.loss());
    }
    line("");
  }

  private static String split(double step, @Nullable Double update) {
    return update == null ? "" : String.format(Locale.ROOT, "%.0f + %.0f", step - update, update);
  }

  private void memory(SpeedReport report) {
    line(
        "Resident memory after the warm-up %s MiB, at the end %s MiB; open tensors:",
        report.before().residentMebibytes(), report.after().residentMebibytes());
    report
        .before()
        .openTensors()
        .forEach(
            (name, open) ->
                line("%s %d, then %d;", name, open, report.after().openTensors().get(name)));
  }

  private void line(String format, @Nullable Object... values) {
    page.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
