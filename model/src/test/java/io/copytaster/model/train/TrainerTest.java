package io.copytaster.model.train;

import static io.copytaster.model.train.ToyRuns.COMPUTE;
import static io.copytaster.model.train.ToyRuns.DATA;
import static io.copytaster.model.train.ToyRuns.weights;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.copytaster.model.batch.TokenBatch;
import io.copytaster.model.checkpoint.Checkpoint;
import io.copytaster.model.checkpoint.Manifest;
import io.copytaster.model.classify.Classifier;
import io.copytaster.model.label.LabelSet;
import io.copytaster.model.tokens.Tokens;
import io.copytaster.model.train.ToyRuns.Interruption;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** From rows to a checkpoint, in every regime. */
class TrainerTest {

  @TempDir static Path shared;
  @TempDir Path directory;
  private static ToyRuns runs;

  @BeforeAll
  static void trainBase() throws IOException {
    runs = ToyRuns.in(shared);
  }

  @ParameterizedTest
  @EnumSource(Regime.class)
  void everyRegime_learns_andOpensAgain_andSaysWhereItComesFrom(Regime regime) throws IOException {
    Path output = directory.resolve("toy");
    TrainingResult result = runs.train(Plans.of(regime, runs.base()), DATA, output);
    assertThat(result.finished()).isTrue();
    Measurement best = Objects.requireNonNull(result.best());
    assertThat(best.accuracy()).as("%s: %s", regime, best).isGreaterThan(0.95);
    assertThat(result.trained() + result.heldOut() + result.repeated()).isEqualTo(240);

    var provenance = Manifest.read(output).orElseThrow().provenance();
    assertThat(provenance.data()).isEqualTo(DATA.files());
    assertThat(provenance.seed()).isEqualTo(5);
    assertThat(provenance.plan()).containsEntry("regime", regime.id()).containsKey("precision");
    assertThat(provenance.metrics()).containsEntry("accuracy", best.accuracy());
    assertThat(Checkpoint.open(output, runs.encoders()).int8Calibration().isPresent())
        .as("calibrated")
        .isEqualTo(regime != Regime.SCRATCH);
    assertThat(accuracy(output)).as("opened again").isGreaterThan(0.95);
    assertThat(Trainer.isInterrupted(output)).isFalse();
  }

  private static double accuracy(Path output) throws IOException {
    var checkpoint = Checkpoint.open(output, runs.encoders());
    assertThat(checkpoint.labels()).isEqualTo(Toy.LABELS);
    assertThat(checkpoint.taxonomy()).isEqualTo("toy/1");
    var random = new Random(99);
    int right = 0;
    try (var classifier = Classifier.load(checkpoint, COMPUTE, 0)) {
      var texts = new ArrayList<Tokens>();
      for (int row = 0; row < 60; row++) {
        texts.add(classifier.tokenize(Toy.text(random, row % 3)));
      }
      var predictions = classifier.classify(new TokenBatch(texts));
      for (int row = 0; row < texts.size(); row++) {
        right += predictions.get(row).label().equals(Toy.LABELS.name(row % 3)) ? 1 : 0;
      }
    }
    return right / 60.0;
  }

  @ParameterizedTest
  @EnumSource(Regime.class)
  void interruptedAnywhere_andResumed_givesTheBytesOfOneRun(Regime regime) throws IOException {
    TrainingPlan plan = Plans.of(regime, runs.base());
    runs.train(plan, DATA, directory.resolve("one"));
    Path output = directory.resolve("two");
    boolean resume = false;
    for (long step : new long[] {7, 31, Long.MAX_VALUE}) {
      var interruption = new Interruption(step);
      TrainingResult result =
          runs.train(plan, DATA, output, resume, interruption, () -> interruption.reached());
      assertThat(result.finished()).isEqualTo(step == Long.MAX_VALUE);
      assertThat(Trainer.isInterrupted(output)).isNotEqualTo(result.finished());
      assertThat(weights(output)).as("a checkpoint, finished or not").isNotEmpty();
      resume = true;
    }
    assertThat(weights(output)).isEqualTo(weights(directory.resolve("one")));
  }

  @Test
  void otherSeed_otherBytes() throws IOException {
    runs.train(Plans.of(Regime.HEAD, runs.base()), DATA, directory.resolve("one"));
    runs.train(
        Plans.with(Regime.HEAD, runs.base(), Toy.LABELS, 6, UnaryOperator.identity()),
        DATA,
        directory.resolve("two"));
    assertThat(weights(directory.resolve("two"))).isNotEqualTo(weights(directory.resolve("one")));
  }

  @Test
  void withoutHeldOutRows_theLastStepIsSaved() throws IOException {
    TrainingPlan held = Plans.of(Regime.HEAD, runs.base());
    var all =
        new TrainingPlan(
            held.name(),
            held.regime(),
            held.base(),
            held.taxonomy(),
            held.labels(),
            held.pooling(),
            held.maxTokens(),
            0,
            held.seed(),
            held.optimization(),
            held.adapters(),
            false,
            held.scratch(),
            held.vocabulary(),
            held.distillation());
    TrainingResult result = runs.train(all, DATA, directory.resolve("toy"));
    assertThat(result.best()).isNull();
    assertThat(result.heldOut()).isZero();
    assertThat(accuracy(directory.resolve("toy"))).isGreaterThan(0.95);
  }

  @Test
  void addedLabel_startsFromWhatTheBaseKnowsOfTheOthers() throws IOException {
    var known = directory.resolve("known");
    runs.train(Plans.of(Regime.FULL, runs.base()), DATA, known);
    var more = new LabelSet(List.of("Weather", "Money", "Sport", "Sea"));
    var rows = new ArrayList<>(DATA.rows());
    for (int i = 0; i < 40; i++) {
      rows.add(Toy.row("new-" + i, "rain and frost " + i, "Weather"));
    }
    var still =
        Plans.with(
            Regime.FULL,
            known.toString(),
            more,
            5,
            given -> Plans.rate(Plans.epochs(given, 1), 1e-12));
    var output = directory.resolve("more");
    runs.train(still, new TrainingData(rows, DATA.files()), output);
    var before = Checkpoint.open(known, runs.encoders());
    var after = Checkpoint.open(output, runs.encoders());
    try (var old = before.weights();
        var extended = after.weights()) {
      FloatBuffer bias = old.fp32("classifier.bias").asFloatBuffer();
      FloatBuffer longer = extended.fp32("classifier.bias").asFloatBuffer();
      for (int label = 1; label < more.size(); label++) {
        int place = before.labels().indexOf(more.name(label)).orElseThrow();
        assertThat(longer.get(label)).isCloseTo(bias.get(place), within(1e-6f)).isNotZero();
      }
      assertThat(longer.get(0)).as("a new label's bias").isCloseTo(0, within(1e-6f));
    }
  }

  @Test
  void baseWithOtherLabels_isSaid() throws IOException {
    var notes = new ArrayList<String>();
    var listener =
        new TrainingListener() {
          @Override
          public void noted(String sentence) {
            notes.add(sentence);
          }
        };
    runs.train(
        Plans.of(Regime.FULL, runs.base()),
        DATA,
        directory.resolve("toy"),
        false,
        listener,
        () -> false);
    assertThat(notes)
        .singleElement()
        .asString()
        .contains("has the labels [x, y, z], and the rows have [Sea, Sport, Money]")
        .contains("its classifier is made anew");
  }
}
