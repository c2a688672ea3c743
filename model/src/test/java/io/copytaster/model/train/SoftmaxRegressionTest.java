package io.copytaster.model.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The head finds what separates the classes, and finds the same every time. */
class SoftmaxRegressionTest {

  private static final int CLASSES = 3;
  private static final int SIZE = 8;
  private static final long SEED = 7;

  @Test
  void separableClasses_areSeparatedOnRowsNotSeen() {
    var head = SoftmaxRegression.withSeed(SEED).fit(vectors(600, 1), labels(600), CLASSES);
    List<float[]> unseen = vectors(300, 2);
    int right = 0;
    for (int i = 0; i < unseen.size(); i++) {
      right += head.predict(unseen.get(i)) == i % CLASSES ? 1 : 0;
    }
    assertThat(right).as("of 300, seed %d", SEED).isGreaterThan(290);
  }

  @Test
  void sameSeed_sameHead() {
    var once = SoftmaxRegression.withSeed(SEED).fit(vectors(90, 1), labels(90), CLASSES);
    var again = SoftmaxRegression.withSeed(SEED).fit(vectors(90, 1), labels(90), CLASSES);
    assertThat(again.weight()).containsExactly(once.weight());
    assertThat(again.bias()).containsExactly(once.bias());
  }

  /** Clouds around three of the axes, by turns. */
  private static List<float[]> vectors(int count, long seed) {
    var random = new Random(seed);
    var vectors = new ArrayList<float[]>();
    for (int i = 0; i < count; i++) {
      var vector = new float[SIZE];
      for (int j = 0; j < SIZE; j++) {
        vector[j] = (float) (random.nextGaussian() * 0.2) + (j == i % CLASSES ? 1 : 0);
      }
      vectors.add(vector);
    }
    return vectors;
  }

  private static int[] labels(int count) {
    var labels = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = i % CLASSES;
    }
    return labels;
  }
}
