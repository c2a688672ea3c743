package io.copytaster.model.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.copytaster.model.batch.TokenBatch;
import io.copytaster.model.tensors.Tensor;
import io.copytaster.model.tokens.Tokens;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A network in training computes what the serving one does, and its gradients are right. */
class TrainingNetworkTest {

  private static final long SEED = 20261124;
  private static final int LABELS = 3;
  private static final LowRank RANK_4 = new LowRank(4, 8);
  private static final TransformerConfig CONFIG =
      new TransformerConfig(
          50, 16, 2, 2, 24, 20, 2, 1e-12, Activation.GELU, Pooling.POOLER, 0, LABELS);

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
              .map(TrainingNetworkTest::learn)
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

  private static TrainingNetwork load(
      TransformerConfig config, Precision precision, @Nullable LowRank adapters) {
    return TrainingNetwork.load(config, new Compute(Device.CPU, precision, 0), adapters, 0);
  }

  private static LearnedWeight learn(String name) {
    return new LearnedWeight(name, 1, false);
  }

  private static TrainingStep step(long number, double rate) {
    return new TrainingStep(number, rate, 0.01, 1e9, 0.75, number);
  }

  private static TokenBatch batch() {
    var random = new Random(SEED);
    return new TokenBatch(
        IntStream.of(9, 4, 9, 1)
            .mapToObj(length -> new Tokens(random.ints(length, 0, 50).toArray(), false))
            .toList());
  }

  private static float[] targets() {
    return new float[] {1, 0, 0, 0, 1, 0, 0.1f, 0.1f, 0.8f, 0.5f, 0, 0};
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

  private static float[] floats(Map<String, Tensor> tensors, String name) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new AssertionError("no tensor " + name);
    }
    var values = new float[tensor.data().remaining() / 4];
    tensor.data().asFloatBuffer().get(values);
    return values;
  }

  private static double[] doubles(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
  }
}
