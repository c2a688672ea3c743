package io.copytaster.streams.retrain;

import io.copytaster.model.gate.Verdict;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A verdict as it is announced.
 *
 * @param model the candidate's identifier
 * @param promoted whether it may take the champion's place
 * @param sentence the reason
 * @param metrics what was compared
 */
public record Ruling(String model, boolean promoted, String sentence, Map<String, Double> metrics) {

  public Ruling {
    metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
  }

  static Ruling of(Candidate candidate, Verdict verdict) {
    var metrics = new LinkedHashMap<>(candidate.figures());
    metrics.putAll(verdict.metrics());
    return new Ruling(
        candidate.model(), verdict instanceof Verdict.Promote, verdict.sentence(), metrics);
  }

  /** As an announcement's {@code verdict} has it. */
  String verdict() {
    return promoted ? "promoted" : "rejected";
  }
}
