package io.copytaster.streams.retrain;

import io.copytaster.model.gate.Contest;
import java.util.Map;

/**
 * A trained checkpoint and how it did beside the champion.
 *
 * @param model its identifier
 * @param figures further ones of its own on the held-out rows, by name
 */
public record Candidate(String model, Contest contest, Map<String, Double> figures) {

  public Candidate {
    figures = Map.copyOf(figures);
  }
}
