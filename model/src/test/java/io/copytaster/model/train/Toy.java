package io.copytaster.model.train;

import io.copytaster.model.checkpoint.Provenance;
import io.copytaster.model.dataset.LabeledText;
import io.copytaster.model.dataset.Origin;
import io.copytaster.model.label.LabelSet;
import io.copytaster.model.text.Article;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Articles whose label every one of its words gives away. */
final class Toy {

  static final LabelSet LABELS = new LabelSet(List.of("Sea", "Sport", "Money"));

  private static final List<List<String>> WORDS =
      List.of(
          List.of("harbour", "ferry", "storm", "pilot", "wave", "anchor"),
          List.of("goal", "match", "keeper", "league", "coach", "squash"),
          List.of("bank", "bond", "market", "shares", "profit", "loan"));

  private Toy() {}

  /** So many rows, the labels by turns. */
  static TrainingData data(int rows, long seed) {
    var random = new Random(seed);
    var texts = new ArrayList<LabeledText>();
    for (int row = 0; row < rows; row++) {
      int label = row % LABELS.size();
      texts.add(row("toy-" + row, text(random, label), LABELS.name(label)));
    }
    return new TrainingData(
        texts, List.of(new Provenance.Data("toy.csv", "%064x".formatted(seed), rows)));
  }

  static LabeledText row(String id, String title, String label) {
    return new LabeledText(id, new Article(title, ""), label, Origin.UNKNOWN);
  }

  /** A text of 6 to 14 words of one label. */
  static String text(Random random, int label) {
    var words = new ArrayList<String>();
    int length = 6 + random.nextInt(9);
    for (int i = 0; i < length; i++) {
      words.add(WORDS.get(label).get(random.nextInt(WORDS.get(label).size())));
    }
    return String.join(" ", words);
  }
}
