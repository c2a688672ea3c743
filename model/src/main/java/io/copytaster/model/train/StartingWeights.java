package io.copytaster.model.train;

import io.copytaster.model.checkpoint.AdaptedBase;
import io.copytaster.model.checkpoint.Checkpoint;
import io.copytaster.model.checkpoint.CheckpointWeights;
import io.copytaster.model.checkpoint.Encoders;
import io.copytaster.model.network.WeightLayout;
import io.copytaster.model.network.Weights;
import io.copytaster.model.tensors.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A network's weights before the first step: those that the base brings, and the rest drawn from
 * the plan's seed.
 *
 * <p>New layers begin so that they change nothing much: adapters with B = 0 (Hu et al. 2021), the
 * pooler near the identity, the classifier near zero.
 */
final class StartingWeights implements Weights, AutoCloseable {

  private static final double DEVIATION = 0.02;

  private final Weights known;
  private final Predicate<String> isKnown;
  private final long seed;
  private final @Nullable CheckpointWeights open;

  private StartingWeights(
      Weights known, Predicate<String> isKnown, long seed, @Nullable CheckpointWeights open) {
    this.known = known;
    this.isKnown = isKnown;
    this.seed = seed;
    this.open = open;
  }

  static StartingWeights inMemory(Map<String, Tensor> tensors) {
    return new StartingWeights(
        entry -> direct(tensors, entry.name()), tensors::containsKey, 0, null);
  }

  /**
   * @param sameLabels whether the base's classifier is of use
   */
  static StartingWeights over(TrainingPlan plan, Checkpoint base, boolean sameLabels)
      throws IOException {
    CheckpointWeights weights = base.weights();
    Set<String> names = names(weights);
    return new StartingWeights(
        weights,
        name -> names.contains(name) && (sameLabels || !name.startsWith("classifier.")),
        plan.seed(),
        weights);
  }

  /** The same over an adapter: its base's weights and its own factors, not merged. */
  static StartingWeights goingOn(
      TrainingPlan plan, Checkpoint adapted, boolean sameLabels, Encoders encoders)
      throws IOException {
    AdaptedBase parts = adapted.adaptedBase().orElseThrow();
    var factors = new LinkedHashMap<>(parts.adapter().saved());
    parts
        .adapter()
        .factors()
        .forEach(
            (layer, pair) -> {
              factors.put(layer + ".lora_A.weight", pair.a());
              factors.put(layer + ".lora_B.weight", pair.b());
            });
    if (!sameLabels) {
      factors.keySet().removeIf(name -> name.startsWith("classifier."));
    }
    CheckpointWeights below = Checkpoint.open(parts.directory(), encoders).weights();
    Set<String> names = names(below);
    return new StartingWeights(
        entry ->
            factors.containsKey(entry.name()) ? direct(factors, entry.name()) : below.floats(entry),
        name ->
            factors.containsKey(name) || (names.contains(name) && !name.startsWith("classifier.")),
        plan.seed(),
        below);
  }

  private static Set<String> names(CheckpointWeights weights) {
    return weights.layout().stream().map(WeightLayout.Entry::name).collect(Collectors.toSet());
  }

  @Override
  public ByteBuffer floats(WeightLayout.Entry entry) {
    return isKnown.test(entry.name()) ? known.floats(entry) : drawn(entry);
  }

  private ByteBuffer drawn(WeightLayout.Entry entry) {
    var random = new Random(seed * 31 + entry.name().hashCode());
    int rows = entry.shape().get(0).intValue();
    int columns = entry.shape().size() == 1 ? 1 : entry.shape().get(1).intValue();
    ByteBuffer buffer = direct(rows * columns);
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        buffer.putFloat((float) drawn(entry, random, row, column, columns));
      }
    }
    return buffer.flip();
  }

  private static double drawn(
      WeightLayout.Entry entry, Random random, int row, int column, int columns) {
    String name = entry.name();
    if (name.endsWith(".lora_B.weight") || entry.shape().size() == 1) {
      return 0;
    }
    if (name.endsWith(".lora_A.weight")) {
      return (2 * random.nextDouble() - 1) / Math.sqrt(columns);
    }
    double identity = name.startsWith("pooler.") && row == column ? 1 : 0;
    return identity + DEVIATION * random.nextGaussian();
  }

  private static ByteBuffer direct(Map<String, Tensor> tensors, String name) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException("no weight is called " + name);
    }
    ByteBuffer data = tensor.data();
    return direct(data.remaining() / Float.BYTES).put(data).flip();
  }

  private static ByteBuffer direct(int floats) {
    return ByteBuffer.allocateDirect(floats * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  public void close() throws IOException {
    if (open != null) {
      open.close();
    }
  }
}
