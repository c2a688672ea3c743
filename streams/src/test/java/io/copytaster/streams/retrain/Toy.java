package io.copytaster.streams.retrain;

import io.copytaster.model.checkpoint.Encoders;
import io.copytaster.model.dataset.LabeledText;
import io.copytaster.model.dataset.Origin;
import io.copytaster.model.label.LabelSet;
import io.copytaster.model.network.Compute;
import io.copytaster.model.network.Device;
import io.copytaster.model.network.LowRank;
import io.copytaster.model.network.Pooling;
import io.copytaster.model.network.Precision;
import io.copytaster.model.text.Article;
import io.copytaster.model.train.Distillation;
import io.copytaster.model.train.Optimization;
import io.copytaster.model.train.Regime;
import io.copytaster.model.train.ScratchShape;
import io.copytaster.model.train.Trainer;
import io.copytaster.model.train.TrainingData;
import io.copytaster.model.train.TrainingListener;
import io.copytaster.model.train.TrainingPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Articles whose every word gives their label away, and a small network that has read some. */
final class Toy {

  static final List<String> LABELS = List.of("Sea", "Sport", "Money");

  /** What editors know besides. */
  static final String NEW_LABEL = "Science";

  static final String TAXONOMY = "toy/1";

  private static final List<List<String>> WORDS =
      List.of(
          List.of("harbour", "ferry", "storm", "pilot", "wave", "anchor"),
          List.of("goal", "match", "keeper", "league", "coach", "squash"),
          List.of("bank", "bond", "market", "shares", "profit", "loan"),
          List.of("rocket", "atom", "virus", "genome", "laser", "comet"));

  private Toy() {}

  /** An article of this label; the one behind the last is the new one. */
  static Article article(int label, Random random) {
    var words = new ArrayList<String>();
    int length = 6 + random.nextInt(9);
    for (int i = 0; i < length; i++) {
      words.add(WORDS.get(label).get(random.nextInt(WORDS.get(label).size())));
    }
    return new Article(String.join(" ", words), "");
  }

  /** Writes a network that was taught that money is sport. */
  static Path mistaken(Path directory) throws IOException {
    var random = new Random(1);
    var rows = new ArrayList<LabeledText>();
    for (int i = 0; i < 240; i++) {
      int topic = i % LABELS.size();
      // A few that are right, so that the label is there.
      String label = topic == 2 && i % 30 != 2 ? "Sport" : LABELS.get(topic);
      rows.add(new LabeledText("old-" + i, article(topic, random), label, Origin.UNKNOWN));
    }
    var plan =
        new TrainingPlan(
            "toy",
            Regime.SCRATCH,
            "",
            TAXONOMY,
            new LabelSet(LABELS),
            Pooling.MEAN,
            32,
            0.2,
            5,
            new Optimization(4, 8, 1e-2, 5, 0.01, 1, 0.1, 0, false, 1, 0.5),
            new LowRank(4, 8),
            true,
            new ScratchShape(32, 1, 2, 32, 48, Pooling.MEAN, 0),
            300,
            Distillation.NONE);
    Trainer.train(
        plan,
        new TrainingData(rows, List.of()),
        directory,
        false,
        new Encoders(directory.resolveSibling("cache")),
        new Compute(Device.CPU, Precision.FP32, 1),
        new TrainingListener() {},
        () -> false);
    return directory;
  }
}
