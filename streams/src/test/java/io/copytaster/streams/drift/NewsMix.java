package io.copytaster.streams.drift;

import io.copytaster.model.evaluate.DriftReference;
import java.util.List;
import java.util.Random;

/**
 * Labelled articles from a seed, each feature with a distribution that can be moved.
 *
 * @param sports share of the label Sports; the rest is World
 * @param doubt by how much confidence falls short of 1 on average
 * @param length word pieces on average
 * @param unknown share of word pieces that are unknown
 */
record NewsMix(double sports, double doubt, double length, double unknown) {

  static final NewsMix USUAL = new NewsMix(0.4, 0.05, 50, 0.004);

  private static final List<String> SOURCES = List.of("Northline", "Harbour Post", "Daily Ferry");

  Observation next(Random random) {
    int tokens = (int) Math.max(5, length + length / 5 * random.nextGaussian());
    int unknownTokens = 0;
    for (int i = 0; i < tokens; i++) {
      unknownTokens += random.nextDouble() < unknown ? 1 : 0;
    }
    return new Observation(
        SOURCES.get(random.nextInt(SOURCES.size())),
        random.nextDouble() < sports ? "Sports" : "World",
        Math.max(0.5, 1 + doubt * Math.log(1 - random.nextDouble())),
        tokens,
        unknownTokens);
  }

  DriftReference reference(Random random, int articles) {
    var builder = DriftReference.builder();
    for (int i = 0; i < articles; i++) {
      Observation seen = next(random);
      builder.add(seen.label(), seen.confidence(), seen.tokens(), seen.unknownTokens());
    }
    return builder.build();
  }
}
