package io.copytaster.model.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.copytaster.model.evaluate.Calibration;
import io.copytaster.model.evaluate.CheckpointResult;
import io.copytaster.model.evaluate.ClassScore;
import io.copytaster.model.evaluate.Evaluation;
import io.copytaster.model.evaluate.Mistake;

/**
 * A report as JSON. Shares and probabilities are from 0 to 1, whole and in double precision:
 *
 * <pre>
 * schema        1; raised when a field changes its meaning
 * createdAt     ISO 8601
 * data          files[], rows, skipped, digest (SHA-256 over the rows' texts and labels)
 * compute       precision, device
 * checkpoints[] id, taxonomy, temperature, labels[], accuracy, macroF1, negativeLogLikelihood,
 *               expectedCalibrationError,
 *               classes[]         label, precision, recall, f1, support, predicted
 *               confusionMatrix[] a row per true label, a column per predicted one
 *               calibrationBins[] lower, upper, rows, and unless rows is 0 confidence, accuracy
 *               mistakes[]        id, excerpt, expected, predicted, score; most confident first
 * comparisons[] the first checkpoint with each other: first, second (ids), secondIndex,
 *               accuracyDifference (second - first), onlyFirstRight, onlySecondRight (rows),
 *               pValue (McNemar, exact, two-sided)
 * </pre>
 */
final class ReportJson {

  private static final int SCHEMA = 1;

  private ReportJson() {}

  static ObjectNode of(Report report) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("schema", SCHEMA);
    json.put("createdAt", report.createdAt().toString());
    addData(json.putObject("data"), report);
    json.putObject("compute").put("precision", report.precision()).put("device", report.device());
    ArrayNode checkpoints = json.putArray("checkpoints");
    report.results().forEach(result -> addResult(checkpoints.addObject(), result));
    ArrayNode comparisons = json.putArray("comparisons");
    report.comparisons().forEach(each -> addComparison(comparisons.addObject(), each));
    return json;
  }

  private static void addData(ObjectNode json, Report report) {
    report.data().forEach(json.putArray("files")::add);
    json.put("rows", report.first().rows().rows());
    json.put("skipped", report.first().rows().skipped());
    json.put("digest", report.first().rows().digest());
  }

  private static void addResult(ObjectNode json, CheckpointResult result) {
    Evaluation evaluation = result.evaluation();
    json.put("id", result.checkpoint());
    json.put("taxonomy", result.taxonomy());
    json.put("temperature", result.temperature());
    evaluation.confusion().labels().names().forEach(json.putArray("labels")::add);
    json.put("accuracy", evaluation.accuracy());
    json.put("macroF1", evaluation.macroF1());
    json.put("negativeLogLikelihood", evaluation.negativeLogLikelihood());
    json.put("expectedCalibrationError", evaluation.expectedCalibrationError());
    ArrayNode classes = json.putArray("classes");
    evaluation.classes().forEach(score -> addClass(classes.addObject(), score));
    ArrayNode confusion = json.putArray("confusionMatrix");
    evaluation.confusion().counts().forEach(row -> row.forEach(confusion.addArray()::add));
    ArrayNode bins = json.putArray("calibrationBins");
    evaluation.calibration().bins().forEach(bin -> addBin(bins.addObject(), bin));
    ArrayNode mistakes = json.putArray("mistakes");
    result.mistakes().forEach(mistake -> addMistake(mistakes.addObject(), mistake));
  }

  private static void addClass(ObjectNode json, ClassScore score) {
    json.put("label", score.label())
        .put("precision", score.precision())
        .put("recall", score.recall())
        .put("f1", score.f1())
        .put("support", score.support())
        .put("predicted", score.predicted());
  }

  private static void addBin(ObjectNode json, Calibration.Bin bin) {
    json.put("lower", bin.lower()).put("upper", bin.upper()).put("rows", bin.rows());
    if (bin.rows() > 0) {
      json.put("confidence", bin.confidence()).put("accuracy", bin.accuracy());
    }
  }

  private static void addMistake(ObjectNode json, Mistake mistake) {
    json.put("id", mistake.id())
        .put("excerpt", mistake.excerpt())
        .put("expected", mistake.expected())
        .put("predicted", mistake.predicted())
        .put("score", mistake.score());
  }

  private static void addComparison(ObjectNode json, Report.Comparison comparison) {
    json.put("first", comparison.first().checkpoint())
        .put("second", comparison.second().checkpoint())
        .put("secondIndex", comparison.other())
        .put("accuracyDifference", comparison.difference())
        .put("onlyFirstRight", comparison.test().onlyFirst())
        .put("onlySecondRight", comparison.test().onlySecond())
        .put("pValue", comparison.test().pValue());
  }
}
