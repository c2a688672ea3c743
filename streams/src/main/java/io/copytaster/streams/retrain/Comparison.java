package io.copytaster.streams.retrain;

import io.copytaster.model.checkpoint.Checkpoint;
import io.copytaster.model.checkpoint.CheckpointAttachments;
import io.copytaster.model.classify.Classifier;
import io.copytaster.model.dataset.LabeledText;
import io.copytaster.model.evaluate.DriftReference;
import io.copytaster.model.evaluate.Evaluation;
import io.copytaster.model.evaluate.GoldenRow;
import io.copytaster.model.evaluate.GoldenRows;
import io.copytaster.model.evaluate.Outcomes;
import io.copytaster.model.gate.Contest;
import io.copytaster.model.label.LabelSet;
import io.copytaster.model.label.Prediction;
import io.copytaster.model.network.Compute;
import io.copytaster.model.tokens.Tokens;
import io.copytaster.streams.config.Settings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The second half of a run: champion and candidate over the same rows, both in fp32, and what the
 * candidate is sent on its way with: golden rows with its own logits, and the reference that drift
 * is told by.
 */
final class Comparison {

  private final Settings settings;

  Comparison(Settings settings) {
    this.settings = settings;
  }

  /**
   * @param trained the candidate without golden rows and reference; {@link RunFolder#candidate}
   *     will have both
   */
  Candidate of(Checkpoint champion, Checkpoint trained, RunFolder folder) throws IOException {
    Compute compute = Compute.of(settings.model().device(), "fp32", settings.model().threads());
    List<LabeledText> heldOut = RunFolder.read(folder.heldOut());
    List<LabeledText> golden =
        GoldenChoice.of(
            GoldenChoice.standing(settings.retrain(), champion),
            heldOut,
            trained.labels().names(),
            settings.retrain());
    try (Classifier one = Classifier.load(champion, compute, 0);
        Classifier other = Classifier.load(trained, compute, 0)) {
      var examination = new Examination(one, other, settings.engine().batchTokens());
      Examination.Result judged = examination.of(heldOut);
      Examination.Result asked = examination.of(golden);
      CheckpointAttachments.copy(
          trained,
          folder.candidate(),
          directory -> {
            goldenRows(asked).write(directory);
            reference(judged).write(directory);
          });
      return new Candidate(
          trained.id(),
          new Contest(
              one.labels(),
              other.labels(),
              judged.answers(),
              asked.answers(),
              judged.championMicros(),
              judged.candidateMicros()),
          figures(other.labels(), judged, trained.temperature()));
    }
  }

  private static GoldenRows goldenRows(Examination.Result asked) {
    var rows = new ArrayList<GoldenRow>();
    for (int i = 0; i < asked.rows().size(); i++) {
      LabeledText row = asked.rows().get(i);
      rows.add(
          new GoldenRow(
              row.id(),
              row.article().title(),
              row.article().body(),
              String.valueOf(row.label()),
              logits(asked.candidate().get(i))));
    }
    return new GoldenRows(rows);
  }

  private static List<Float> logits(Prediction prediction) {
    var logits = new ArrayList<Float>();
    for (int label = 0; label < prediction.labels().size(); label++) {
      logits.add(prediction.logit(label));
    }
    return logits;
  }

  private static DriftReference reference(Examination.Result judged) {
    var reference = DriftReference.builder();
    for (int i = 0; i < judged.rows().size(); i++) {
      Prediction prediction = judged.candidate().get(i);
      Tokens tokens = judged.tokens().get(i);
      reference.add(prediction.label(), prediction.score(), tokens.length(), tokens.unknown());
    }
    return reference.build();
  }

  private static Map<String, Double> figures(
      LabelSet labels, Examination.Result judged, double temperature) {
    var expected = new int[judged.rows().size()];
    var logits = new float[expected.length][];
    for (int i = 0; i < expected.length; i++) {
      expected[i] = labels.indexOf(String.valueOf(judged.rows().get(i).label())).orElseThrow();
      logits[i] = new float[labels.size()];
      for (int label = 0; label < labels.size(); label++) {
        logits[i][label] = judged.candidate().get(i).logit(label);
      }
    }
    var evaluation = Evaluation.of(Outcomes.of(labels, expected, logits, temperature));
    return Map.of(
        "macro-f1", evaluation.macroF1(),
        "negative-log-likelihood", evaluation.negativeLogLikelihood(),
        "expected-calibration-error", evaluation.expectedCalibrationError());
  }
}
