package io.copytaster.model.network;

import static io.copytaster.model.network.ToyTraining.CONFIG;
import static io.copytaster.model.network.ToyTraining.LABELS;
import static io.copytaster.model.network.ToyTraining.RANK_4;
import static io.copytaster.model.network.ToyTraining.SEED;
import static io.copytaster.model.network.ToyTraining.batch;
import static io.copytaster.model.network.ToyTraining.floats;
import static io.copytaster.model.network.ToyTraining.learn;
import static io.copytaster.model.network.ToyTraining.load;
import static io.copytaster.model.network.ToyTraining.step;
import static io.copytaster.model.network.ToyTraining.targets;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.copytaster.model.tensors.Tensor;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A network in training computes what the serving one does, and its steps are those of AdamW. */
class TrainingNetworkTest {

  @ParameterizedTest
  @EnumSource(Pooling.class)
  void logits_everyPooling_equalTheServingNetworks(Pooling pooling) {
    TransformerConfig config = CONFIG.withPooling(pooling);
    var weights = new RandomWeights(config, SEED);
    try (var serving = Network.load(config, Compute.reference());
        var prepared = serving.prepare(weights);
        var training = load(config, Precision.FP32, null);
        var placed = training.place(weights, List.of(learn("classifier.bias")))) {
      assertClose(training.logits(placed, batch(), false), serving.forward(batch(), prepared));
    }
  }

  @Test
  void logits_adapters_equalThoseOfMergedWeights() {
    try (var training = load(CONFIG, Precision.FP32, RANK_4)) {
      var weights = new RandomWeights(training.layout(), SEED);
      try (var serving = Network.load(CONFIG, Compute.reference());
          var prepared = serving.prepare(entry -> merged(weights, entry));
          var placed = training.place(weights, List.of(learn("classifier.bias")))) {
        assertClose(training.logits(placed, batch(), false), serving.forward(batch(), prepared));
      }
    }
  }

  @Test
  void step_untilTheEnd_followsAdamW() {
    var weight = new LearnedWeight("classifier.weight", 0.5, true);
    var bias = new LearnedWeight("classifier.bias", 1, false);
    var initial = new RandomWeights(CONFIG, SEED);
    try (var training = load(CONFIG, Precision.FP32, null);
        var placed = training.place(initial, List.of(weight, bias))) {
      double[] expected = doubles(initial.values("classifier.weight"));
      var mean = new double[expected.length];
      var square = new double[expected.length];
      for (int number = 1; number <= 5; number++) {
        float[] before = floats(placed.state(), "mean.classifier.weight");
        training.step(placed, batch(), targets(), step(number, 0.1));
        float[] after = floats(placed.state(), "mean.classifier.weight");
        for (int i = 0; i < expected.length; i++) {
          double gradient = (after[i] - 0.9 * before[i]) / 0.1;
          mean[i] = 0.9 * mean[i] + 0.1 * gradient;
          square[i] = 0.999 * square[i] + 0.001 * gradient * gradient;
          double rate = 0.5 * 0.1;
          expected[i] -= rate * 0.01 * expected[i];
          expected[i] -=
              rate
                  * (mean[i] / (1 - Math.pow(0.9, number)))
                  / (Math.sqrt(square[i] / (1 - Math.pow(0.999, number))) + 1e-8);
        }
        float[] found = floats(placed.state(), "weight.classifier.weight");
        for (int i = 0; i < expected.length; i++) {
          assertThat((double) found[i]).as("step %d", number).isCloseTo(expected[i], within(1e-3));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Precision.class,
      names = {"FP32", "BF16"})
  void step_repeated_learnsTheBatch(Precision precision) {
    try (var training = load(CONFIG, precision, RANK_4)) {
      var initial = new RandomWeights(training.layout(), SEED);
      List<LearnedWeight> learned =
          training.layout().stream()
              .map(WeightLayout.Entry::name)
              .filter(name -> name.contains("lora") || name.startsWith("classifier"))
              .map(ToyTraining::learn)
              .toList();
      try (var placed = training.place(initial, learned)) {
        double first = training.step(placed, batch(), targets(), step(1, 0.01)).loss();
        double last = 0;
        for (int number = 2; number <= 60; number++) {
          last = training.step(placed, batch(), targets(), step(number, 0.01)).loss();
        }
        assertThat(last).isLessThan(first / 4);
        assertThat(placed.learned(false).keySet()).noneMatch(name -> name.contains("query.weight"));
      }
    }
  }

  @Test
  void step_lossIsNoNumber_changesNothing() {
    var initial = new RandomWeights(CONFIG, SEED);
    initial.values("classifier.weight")[0] = Float.NaN;
    try (var training = load(CONFIG, Precision.FP32, null);
        var placed = training.place(initial, List.of(learn("classifier.bias")))) {
      float[] before = floats(placed.state(), "weight.classifier.bias");
      TrainingLoss loss = training.step(placed, batch(), targets(), step(1, 0.1));
      assertThat(loss.isFinite()).isFalse();
      assertThat(floats(placed.state(), "weight.classifier.bias")).isEqualTo(before);
    }
  }

  @Test
  void restore_midway_goesOnBitForBit() {
    List<LearnedWeight> all =
        WeightLayout.of(CONFIG).stream().map(entry -> learn(entry.name())).toList();
    var initial = new RandomWeights(CONFIG, SEED);
    try (var training = load(CONFIG, Precision.FP32, null);
        var straight = training.place(initial, all);
        var resumed = training.place(new RandomWeights(CONFIG, SEED + 1), all)) {
      training.step(straight, batch(), targets(), step(1, 0.01));
      resumed.restore(straight.state());
      for (int number = 2; number <= 4; number++) {
        training.step(straight, batch(), targets(), step(number, 0.01));
        training.step(resumed, batch(), targets(), step(number, 0.01));
      }
      Map<String, Tensor> expected = straight.state();
      assertThat(resumed.state().keySet()).isEqualTo(expected.keySet());
      Map<String, Tensor> found = resumed.state();
      for (String name : expected.keySet()) {
        assertThat(floats(found, name)).as(name).isEqualTo(floats(expected, name));
      }
    }
  }

  @Test
  void average_ofTheSteps_isWhatAveragedLogitsUse() {
    var initial = new RandomWeights(CONFIG, SEED);
    try (var training = load(CONFIG, Precision.FP32, null);
        var placed = training.place(initial, List.of(learn("classifier.bias")))) {
      float[] before = floats(placed.state(), "weight.classifier.bias");
      training.step(placed, batch(), targets(), step(1, 0.1));
      float[] after = floats(placed.state(), "weight.classifier.bias");
      float[] average = floats(placed.learned(true), "classifier.bias");
      float[] plain = training.logits(placed, batch(), false);
      float[] averaged = training.logits(placed, batch(), true);
      for (int i = 0; i < LABELS; i++) {
        assertThat(average[i]).isCloseTo(0.75f * before[i] + 0.25f * after[i], within(1e-6f));
        assertThat(averaged[i] - plain[i]).isCloseTo(average[i] - after[i], within(1e-5f));
      }
    }
  }

  @Test
  void steps_manyOfThem_leaveNoTensorBehind() {
    var initial = new RandomWeights(CONFIG, SEED);
    try (var training = load(CONFIG, Precision.FP32, null)) {
      int before = training.openResources();
      try (var placed = training.place(initial, List.of(learn("classifier.bias")))) {
        training.step(placed, batch(), targets(), step(1, 0.1));
        int after = training.openResources();
        for (int number = 2; number < 20; number++) {
          training.step(placed, batch(), targets(), step(number, 0.1));
          training.logits(placed, batch(), true);
        }
        assertThat(training.openResources()).isEqualTo(after);
      }
      assertThat(training.openResources()).isEqualTo(before);
    }
  }

  @Test
  void load_int8_saysThatItHasNoGradient() {
    var compute = new Compute(Device.CPU, Precision.INT8, 0);
    assertThatThrownBy(() -> TrainingNetwork.load(CONFIG, compute, null, 0))
        .hasMessageContaining("int8 has no gradient");
  }

  private static ByteBuffer merged(RandomWeights weights, WeightLayout.Entry entry) {
    ByteBuffer buffer = weights.floats(entry);
    if (!entry.name().startsWith("encoder.") || entry.shape().size() < 2) {
      return buffer;
    }
    String linear = entry.name().replace(".weight", "");
    float[] a = weights.values(linear + ".lora_A.weight");
    float[] b = weights.values(linear + ".lora_B.weight");
    int in = entry.shape().get(1).intValue();
    for (int row = 0; row < entry.shape().get(0); row++) {
      for (int column = 0; column < in; column++) {
        float sum = 0;
        for (int r = 0; r < RANK_4.rank(); r++) {
          sum += b[row * RANK_4.rank() + r] * a[r * in + column];
        }
        int at = (row * in + column) * 4;
        buffer.putFloat(at, buffer.getFloat(at) + (float) RANK_4.scaling() * sum);
      }
    }
    return buffer;
  }

  private static void assertClose(float[] found, float[] expected) {
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < found.length; i++) {
      assertThat(found[i]).as("logit %d, seed %d", i, SEED).isCloseTo(expected[i], within(1e-4f));
    }
  }

  private static double[] doubles(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
  }
}
