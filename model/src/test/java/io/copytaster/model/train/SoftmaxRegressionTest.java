package io.copytaster.model.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.copytaster.model.network.TrainingLoss;
import io.copytaster.model.network.TrainingStep;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The head finds what separates the classes, and goes on from where it was. */
class SoftmaxRegressionTest {

  private static final int CLASSES = 3;
  private static final int SIZE = 8;
  private static final long SEED = 7;

  @Test
  void separableClasses_areSeparatedOnRowsNotSeen() {
    var regression = new SoftmaxRegression(CLASSES, SIZE);
    steps(regression, 1, 100);
    float[][] unseen = vectors(300, 2);
    int right = 0;
    for (int i = 0; i < unseen.length; i++) {
      right += best(regression.head().logits(unseen[i])) == i % CLASSES ? 1 : 0;
    }
    assertThat(right).as("of 300, seed %d", SEED).isGreaterThan(290);
  }

  @Test
  void firstLoss_isThatOfKnowingNothing() {
    TrainingLoss loss = step(new SoftmaxRegression(CLASSES, SIZE), 1);
    assertThat(loss.loss()).isCloseTo(Math.log(CLASSES), within(1e-6));
    assertThat(loss.gradientNorm()).isPositive();
  }

  @Test
  void restored_goesOnAsIfNothingHadHappened() {
    var whole = new SoftmaxRegression(CLASSES, SIZE);
    steps(whole, 1, 20);
    var half = new SoftmaxRegression(CLASSES, SIZE);
    steps(half, 1, 10);
    var resumed = new SoftmaxRegression(CLASSES, SIZE);
    resumed.restore(half.state());
    steps(resumed, 11, 20);
    assertThat(resumed.state()).isEqualTo(whole.state());
  }

  @Test
  void noNumber_changesNothing() {
    var regression = new SoftmaxRegression(CLASSES, SIZE);
    var before = regression.state();
    float[][] vectors = vectors(3, 1);
    vectors[1][0] = Float.NaN;
    assertThat(regression.step(vectors, targets(3), how(1)).isFinite()).isFalse();
    assertThat(regression.state()).isEqualTo(before);
  }

  private static void steps(SoftmaxRegression regression, int from, int to) {
    for (int number = from; number <= to; number++) {
      step(regression, number);
    }
  }

  private static TrainingLoss step(SoftmaxRegression regression, int number) {
    return regression.step(vectors(60, number), targets(60), how(number));
  }

  private static TrainingStep how(int number) {
    return new TrainingStep(number, 0.02, 0.001, 1e9, 0, 0);
  }

  private static int best(float[] logits) {
    int best = 0;
    for (int i = 1; i < logits.length; i++) {
      best = logits[i] > logits[best] ? i : best;
    }
    return best;
  }

  /** Clouds around three of the axes, by turns. */
  private static float[][] vectors(int count, long seed) {
    var random = new Random(SEED + seed);
    var vectors = new float[count][SIZE];
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < SIZE; j++) {
        vectors[i][j] = (float) (random.nextGaussian() * 0.2) + (j == i % CLASSES ? 1 : 0);
      }
    }
    return vectors;
  }

  private static float[] targets(int count) {
    var targets = new float[count * CLASSES];
    for (int i = 0; i < count; i++) {
      targets[i * CLASSES + i % CLASSES] = 1;
    }
    return targets;
  }
}
