package io.copytaster.model.evaluate;

import static io.copytaster.model.evaluate.TemperatureScaling.negativeLogLikelihood;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** The temperature is the best there is, and never makes anything worse. */
class TemperatureScalingTest {

  private static final int ROWS = 20_000;
  private static final int LABELS = 4;

  /** Logits, and labels drawn from their softmax: perfectly calibrated. */
  private record Sample(float[][] logits, int[] labels) {

    static Sample calibrated(long seed) {
      var random = new Random(seed);
      var logits = new float[ROWS][LABELS];
      var labels = new int[ROWS];
      for (int row = 0; row < ROWS; row++) {
        for (int label = 0; label < LABELS; label++) {
          logits[row][label] = (float) (2 * random.nextGaussian());
        }
        double left = random.nextDouble();
        while (labels[row] < LABELS - 1
            && (left -= Math.exp(LogSoftmax.at(logits[row], labels[row], 1))) > 0) {
          labels[row]++;
        }
      }
      return new Sample(logits, labels);
    }

    Sample times(float factor) {
      var scaled = new float[ROWS][LABELS];
      for (int row = 0; row < ROWS; row++) {
        for (int label = 0; label < LABELS; label++) {
          scaled[row][label] = factor * logits[row][label];
        }
      }
      return new Sample(scaled, labels);
    }

    double temperature() {
      return TemperatureScaling.fit(logits, labels);
    }
  }

  @Test
  void logitsThreeTimesTooLarge_giveThree() {
    var calibrated = Sample.calibrated(11);
    assertThat(calibrated.temperature()).as("seed 11").isCloseTo(1, within(0.05));
    assertThat(calibrated.times(3).temperature()).as("seed 11").isCloseTo(3, within(0.15));
    assertThat(calibrated.times(0.25f).temperature()).as("seed 11").isCloseTo(0.25, within(0.02));
  }

  @Test
  void goldenRows_giveScipysOptimum() {
    double temperature = TemperatureScaling.fit(Golden.LOGITS, Golden.EXPECTED);
    assertThat(temperature).isCloseTo(0.6542293, within(1e-5));
    assertThat(negativeLogLikelihood(Golden.LOGITS, Golden.EXPECTED, temperature))
        .isCloseTo(0.5814644490211329, within(1e-9));
  }

  @Test
  void anySample_isNeverWorseThanWithout() {
    for (long seed = 0; seed < 50; seed++) {
      var random = new Random(seed);
      int rows = 1 + random.nextInt(12);
      var logits = new float[rows][3];
      var labels = new int[rows];
      for (int row = 0; row < rows; row++) {
        labels[row] = random.nextInt(3);
        for (int label = 0; label < 3; label++) {
          logits[row][label] =
              (float) (Math.exp(4 * random.nextGaussian()) * random.nextGaussian());
        }
      }
      double temperature = TemperatureScaling.fit(logits, labels);
      assertThat(temperature)
          .as("seed %d", seed)
          .isBetween(TemperatureScaling.LOWEST, TemperatureScaling.HIGHEST);
      assertThat(negativeLogLikelihood(logits, labels, temperature))
          .as("seed %d", seed)
          .isLessThanOrEqualTo(negativeLogLikelihood(logits, labels, 1));
    }
  }

  @Test
  void everyRowRight_staysInBounds() {
    float[][] logits = {{9, 0}, {0, 9}};
    assertThat(TemperatureScaling.fit(logits, new int[] {0, 1}))
        .isCloseTo(TemperatureScaling.LOWEST, within(1e-3));
  }

  @Test
  void everyRowWrong_staysInBounds() {
    float[][] logits = {{9, 0}, {0, 9}};
    assertThat(TemperatureScaling.fit(logits, new int[] {1, 0}))
        .isCloseTo(TemperatureScaling.HIGHEST, within(1e-3));
  }

  @Test
  void noRows_areRefused() {
    assertThatThrownBy(() -> TemperatureScaling.fit(new float[0][], new int[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no row");
  }
}
