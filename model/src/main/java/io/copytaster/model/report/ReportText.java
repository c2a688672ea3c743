package io.copytaster.model.report;

import io.copytaster.model.evaluate.CheckpointResult;
import io.copytaster.model.evaluate.ClassScore;
import io.copytaster.model.evaluate.Evaluation;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A report as lines for a terminal, within 80 columns if the names allow it. */
final class ReportText {

  private ReportText() {}

  static String of(Report report) {
    var text = new StringBuilder();
    text.append(
        "%s: %s rows, %s bad rows skipped, %s on %s%n%n"
            .formatted(
                String.join(", ", report.data()),
                Figures.count(report.first().rows().rows()),
                Figures.count(report.first().rows().skipped()),
                report.precision(),
                report.device()));
    text.append(checkpoints(report));
    if (report.results().size() > 1) {
      text.append('\n').append(comparisons(report));
    }
    for (CheckpointResult result : report.results()) {
      text.append('\n').append(classes(result));
    }
    return text.toString();
  }

  private static String checkpoints(Report report) {
    var table = new TextTable("checkpoint", "accuracy", "macro-F1", "NLL", "ECE", "T");
    for (CheckpointResult result : report.results()) {
      Evaluation evaluation = result.evaluation();
      table.add(
          result.checkpoint(),
          Figures.percent(evaluation.accuracy()) + " %",
          Figures.percent(evaluation.macroF1()) + " %",
          Figures.decimal(evaluation.negativeLogLikelihood()),
          Figures.percent(evaluation.expectedCalibrationError()) + " %",
          Figures.decimal(result.temperature()));
    }
    return table.toString();
  }

  private static String comparisons(Report report) {
    var table =
        new TextTable(
            "against " + report.first().checkpoint(), "points", "only first", "only it", "p");
    for (Report.Comparison comparison : report.comparisons()) {
      table.add(
          comparison.second().checkpoint(),
          Figures.points(comparison.difference()),
          Figures.count(comparison.test().onlyFirst()),
          Figures.count(comparison.test().onlySecond()),
          Figures.probability(comparison.test().pValue()));
    }
    return table.toString();
  }

  /** Scores, and what each label was taken for. */
  private static String classes(CheckpointResult result) {
    List<String> names = result.evaluation().confusion().labels().names();
    var table =
        new TextTable(result.checkpoint(), "precision", "recall", "F1", "rows", "taken for");
    for (int label = 0; label < names.size(); label++) {
      ClassScore score = result.evaluation().classes().get(label);
      table.add(
          score.label(),
          Figures.percent(score.precision()),
          Figures.percent(score.recall()),
          Figures.percent(score.f1()),
          Figures.count(score.support()),
          mostOftenTakenFor(result.evaluation(), label));
    }
    return table.toString();
  }

  /** The wrong label that this one was given most often, and how often. */
  private static String mostOftenTakenFor(Evaluation evaluation, int label) {
    int worst = -1;
    for (int other = 0; other < evaluation.confusion().labels().size(); other++) {
      if (other != label
          && evaluation.confusion().count(label, other) > 0
          && (worst < 0
              || evaluation.confusion().count(label, other)
                  > evaluation.confusion().count(label, worst))) {
        worst = other;
      }
    }
    return worst < 0
        ? ""
        : evaluation.confusion().labels().name(worst)
            + " "
            + Figures.count(evaluation.confusion().count(label, worst));
  }

  /** Columns as wide as their widest cell; the first to the left, the others to the right. */
  private static final class TextTable {

    private final List<List<String>> rows = new ArrayList<>();

    private TextTable(String... header) {
      add(header);
    }

    private void add(String... cells) {
      rows.add(List.of(cells).stream().map(TextTable::plain).toList());
    }

    /** A name must not steer the terminal. */
    private static String plain(String cell) {
      return cell.replaceAll("[\\p{Cc}\\p{Cf}]+", " ");
    }

    @Override
    public String toString() {
      return rows.stream().map(row -> line(row) + "\n").collect(Collectors.joining());
    }

    private String line(List<String> row) {
      var line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        int at = column;
        int width = rows.stream().mapToInt(each -> each.get(at).length()).max().orElse(0);
        String space = " ".repeat(width - row.get(column).length());
        line.append(column == 0 ? row.get(0) + space : "  " + space + row.get(column));
      }
      return line.toString().stripTrailing();
    }
  }
}
