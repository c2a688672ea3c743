package io.copytaster.model.network;

import static io.copytaster.model.network.ToyTraining.CONFIG;
import static io.copytaster.model.network.ToyTraining.RANK_4;
import static io.copytaster.model.network.ToyTraining.SEED;
import static io.copytaster.model.network.ToyTraining.batch;
import static io.copytaster.model.network.ToyTraining.floats;
import static io.copytaster.model.network.ToyTraining.learn;
import static io.copytaster.model.network.ToyTraining.load;
import static io.copytaster.model.network.ToyTraining.step;
import static io.copytaster.model.network.ToyTraining.targets;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The gradient of every weight is the slope of the loss. */
class TrainingGradientTest {

  @ParameterizedTest
  @EnumSource(Pooling.class)
  void gradient_everyWeight_pointsWhereTheLossRises(Pooling pooling) {
    gradientIsRight(CONFIG.withPooling(pooling), null);
  }

  @Test
  void gradient_adapters_pointsWhereTheLossRises() {
    gradientIsRight(CONFIG, RANK_4);
  }

  /**
   * The first step of AdamW moves each weight against the sign of its gradient, so that a loss
   * taken along that sign must rise on either side as its norm says.
   */
  private static void gradientIsRight(TransformerConfig config, @Nullable LowRank adapters) {
    try (var training = load(config, Precision.FP32, adapters)) {
      var initial = new RandomWeights(training.layout(), SEED);
      for (WeightLayout.Entry entry : training.layout()) {
        double norm;
        float[] direction;
        try (var placed = training.place(initial, List.of(learn(entry.name())))) {
          norm = training.step(placed, batch(), targets(), step(1, 1)).gradientNorm();
          direction = gradient(placed, entry.name());
        }
        double expected = slope(training, initial, entry, direction, norm);
        assertThat(norm).as("%s, seed %d", entry.name(), SEED).isCloseTo(expected, within(2e-3));
      }
    }
  }

  /** After the first step the running mean is a tenth of the gradient. */
  private static float[] gradient(TrainingWeights placed, String name) {
    float[] mean = floats(placed.state(), "mean." + name);
    for (int i = 0; i < mean.length; i++) {
      mean[i] *= 10;
    }
    return mean;
  }

  /** The loss's slope along a gradient, by central difference; of unit length it is the norm. */
  private static double slope(
      TrainingNetwork training,
      RandomWeights initial,
      WeightLayout.Entry entry,
      float[] gradient,
      double norm) {
    double length = 0;
    for (float value : gradient) {
      length += value * value;
    }
    length = Math.sqrt(length);
    assertThat(length).as("%s", entry.name()).isCloseTo(norm, within(1e-4));
    if (length < 1e-6) {
      return 0;
    }
    double distance = 1e-2;
    double up = lossAt(training, initial, entry, gradient, distance / length);
    double down = lossAt(training, initial, entry, gradient, -distance / length);
    return (up - down) / (2 * distance);
  }

  private static double lossAt(
      TrainingNetwork training,
      RandomWeights initial,
      WeightLayout.Entry entry,
      float[] direction,
      double distance) {
    Weights moved =
        asked -> {
          ByteBuffer buffer = initial.floats(asked);
          if (asked.equals(entry)) {
            for (int i = 0; i < direction.length; i++) {
              buffer.putFloat(i * 4, (float) (buffer.getFloat(i * 4) + distance * direction[i]));
            }
          }
          return buffer;
        };
    try (var placed = training.place(moved, List.of(learn(entry.name())))) {
      return training.step(placed, batch(), targets(), step(1, 0)).loss();
    }
  }
}
