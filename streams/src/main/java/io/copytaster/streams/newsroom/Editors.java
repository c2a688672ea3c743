package io.copytaster.streams.newsroom;

import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Editors who look at a share of what comes back and say what it should have been; in a bad hour
 * they say anything.
 */
final class Editors {

  private final double share;
  private final List<String> labels;
  private final Random random;
  private boolean careless;

  /**
   * @param share of the articles that they look at, 0 to 1
   * @param labels that they choose from
   */
  Editors(double share, List<String> labels, long seed) {
    this.share = share;
    this.labels = List.copyOf(labels);
    this.random = new Random(seed);
  }

  /** From now on every label of theirs is drawn by lot. */
  void becomeCareless() {
    careless = true;
  }

  /** What they say of an article; empty if they do not look at it. */
  Optional<String> review(String truth) {
    if (random.nextDouble() >= share) {
      return Optional.empty();
    }
    return Optional.of(careless ? labels.get(random.nextInt(labels.size())) : truth);
  }
}
