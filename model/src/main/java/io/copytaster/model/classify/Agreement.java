package io.copytaster.model.classify;

import io.copytaster.model.label.Prediction;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Whether int8 says of an article what fp32 says of it. */
final class Agreement {

  /** How far apart the probabilities of a label may be. */
  private static final double TOLERANCE = 0.1;

  private Agreement() {}

  /**
   * @param logits in fp32
   * @return what differs, if anything does
   */
  static Optional<String> disagreement(List<Float> logits, Prediction found, double temperature) {
    var exact = new float[logits.size()];
    for (int label = 0; label < exact.length; label++) {
      exact[label] = logits.get(label);
    }
    Prediction expected = Prediction.ofLogits(found.labels(), exact, temperature);
    for (int label = 0; label < exact.length; label++) {
      double off = Math.abs(found.score(label) - expected.score(label));
      if (!(off <= TOLERANCE)) {
        return Optional.of(
            String.format(
                Locale.ROOT,
                "of an article that it knows, the score of %s is %.3f and was %.3f in fp32",
                found.labels().name(label),
                found.score(label),
                expected.score(label)));
      }
    }
    return Optional.empty();
  }
}
