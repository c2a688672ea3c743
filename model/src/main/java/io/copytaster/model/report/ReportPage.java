package io.copytaster.model.report;

import static io.copytaster.model.report.Figures.count;
import static io.copytaster.model.report.Figures.decimal;
import static io.copytaster.model.report.Figures.percent;
import static j2html.TagCreator.body;
import static j2html.TagCreator.div;
import static j2html.TagCreator.document;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h1;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.h3;
import static j2html.TagCreator.html;
import static j2html.TagCreator.main;
import static j2html.TagCreator.meta;
import static j2html.TagCreator.p;
import static j2html.TagCreator.rawHtml;
import static j2html.TagCreator.section;
import static j2html.TagCreator.style;
import static j2html.TagCreator.title;

import io.copytaster.model.evaluate.CheckpointResult;
import io.copytaster.model.evaluate.ClassScore;
import io.copytaster.model.evaluate.Evaluation;
import io.copytaster.model.evaluate.Mistake;
import io.copytaster.model.report.HtmlTable.Column;
import j2html.tags.DomContent;
import j2html.tags.specialized.HeadTag;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * A report as one page that loads nothing: style and pictures are inside, and its policy forbids
 * everything else. Text from articles and names is escaped by the library that builds the page.
 */
final class ReportPage {

  private static final String POLICY =
      "default-src 'none'; img-src data:; style-src 'unsafe-inline'";

  private ReportPage() {}

  static String of(Report report) {
    return document(
        html(
                head(report),
                body(
                    main(
                        h1("Evaluation"),
                        p(provenance(report)).withClass("soft"),
                        summary(report),
                        comparisons(report),
                        each(report.results(), ReportPage::checkpoint))))
            .withLang("en"));
  }

  private static HeadTag head(Report report) {
    return j2html.TagCreator.head(
        meta().withCharset("utf-8"),
        meta().attr("http-equiv", "Content-Security-Policy").withContent(POLICY),
        meta().withName("viewport").withContent("width=device-width, initial-scale=1"),
        title("Evaluation of " + report.first().checkpoint()),
        style(rawHtml(css())));
  }

  private static String provenance(Report report) {
    return "%s · %s rows, %s bad rows skipped · digest %s · %s on %s · %s"
        .formatted(
            String.join(", ", report.data()),
            count(report.first().rows().rows()),
            count(report.first().rows().skipped()),
            report.first().rows().digest().substring(0, 12),
            report.precision(),
            report.device(),
            report.createdAt());
  }

  private static DomContent summary(Report report) {
    var table =
        new HtmlTable()
            .column(Column.NAME, "Checkpoint")
            .column(
                Column.NUMBER,
                "Accuracy %",
                "Macro-F1 %",
                "Neg. log-likelihood",
                "Calibration error %",
                "Temperature");
    for (CheckpointResult result : report.results()) {
      Evaluation evaluation = result.evaluation();
      table.row(
          result.checkpoint(),
          percent(evaluation.accuracy()),
          percent(evaluation.macroF1()),
          decimal(evaluation.negativeLogLikelihood()),
          percent(evaluation.expectedCalibrationError()),
          decimal(result.temperature()));
    }
    return section(h2("Summary"), table.render());
  }

  private static DomContent comparisons(Report report) {
    if (report.results().size() == 1) {
      return rawHtml("");
    }
    var table =
        new HtmlTable()
            .column(Column.NAME, "Checkpoint")
            .column(
                Column.NUMBER, "Accuracy, points", "Only the first right", "Only it right", "p");
    for (Report.Comparison each : report.comparisons()) {
      table.row(
          each.second().checkpoint(),
          Figures.points(each.difference()),
          count(each.test().onlyFirst()),
          count(each.test().onlySecond()),
          Figures.probability(each.test().pValue()));
    }
    return section(
        h2("Against " + report.first().checkpoint()),
        p("On the same rows; p is McNemar's exact test, two-sided: how likely a difference at"
                + " least as large would be if both were equally good.")
            .withClass("soft"),
        table.render());
  }

  private static DomContent checkpoint(CheckpointResult result) {
    Evaluation evaluation = result.evaluation();
    return section(
        h2(result.checkpoint()),
        p("Taxonomy %s, temperature %s".formatted(result.taxonomy(), decimal(result.temperature())))
            .withClass("soft"),
        div(
                ThemedFigure.of(
                    palette -> Charts.confusion(evaluation.confusion(), palette),
                    "Confusion matrix of " + result.checkpoint(),
                    "True labels downwards, predicted ones across; colour by the square root of"
                        + " the count."),
                ThemedFigure.of(
                    palette -> Charts.reliability(evaluation.calibration(), palette),
                    "Reliability diagram of " + result.checkpoint(),
                    "Accuracy over confidence in %d bins; calibration error %s %%."
                        .formatted(
                            evaluation.calibration().bins().size(),
                            percent(evaluation.expectedCalibrationError()))))
            .withClass("pictures"),
        h3("By label"),
        classes(evaluation),
        h3("Most confident mistakes"),
        mistakes(result));
  }

  private static DomContent classes(Evaluation evaluation) {
    var table =
        new HtmlTable()
            .column(Column.NAME, "Label")
            .column(
                Column.NUMBER, "Precision %", "Recall %", "F1 %", "Rows with it", "Rows given it");
    for (ClassScore score : evaluation.classes()) {
      table.row(
          score.label(),
          percent(score.precision()),
          percent(score.recall()),
          percent(score.f1()),
          count(score.support()),
          count(score.predicted()));
    }
    return table.render();
  }

  private static DomContent mistakes(CheckpointResult result) {
    if (result.mistakes().isEmpty()) {
      return p("None.");
    }
    var table =
        new HtmlTable()
            .column(Column.NUMBER, "Score %")
            .column(Column.NAME, "True", "Predicted", "Id")
            .column(Column.PROSE, "Text");
    for (Mistake mistake : result.mistakes()) {
      table.row(
          percent(mistake.score()),
          mistake.expected(),
          mistake.predicted(),
          mistake.id(),
          mistake.excerpt());
    }
    return table.render();
  }

  private static String css() {
    try (InputStream in = ReportPage.class.getResourceAsStream("report.css")) {
      if (in == null) {
        throw new AssertionError("report.css is not beside its class");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("report.css cannot be read", e);
    }
  }
}
