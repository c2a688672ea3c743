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
  private final @Nullable KeptLabels labels;
  private final long seed;
  private final @Nullable CheckpointWeights open;

  /**
   * @param labels which rows of the known classifier are used; null for all, as they are
   */
  private StartingWeights(
      Weights known,
      Predicate<String> isKnown,
      @Nullable KeptLabels labels,
      long seed,
      @Nullable CheckpointWeights open) {
    this.known = known;
    this.isKnown = isKnown;
    this.labels = labels;
    this.seed = seed;
    this.open = open;
  }

  static StartingWeights inMemory(Map<String, Tensor> tensors) {
    return new StartingWeights(
        entry -> direct(tensors, entry.name()), tensors::containsKey, null, 0, null);
  }

  /**
   * @param labels which rows of the base's classifier are of use
   * @param layers which of its layers
   */
  static StartingWeights over(
      TrainingPlan plan, Checkpoint base, KeptLabels labels, KeptLayers layers) throws IOException {
    CheckpointWeights weights = base.weights();
    Set<String> names = names(weights);
    return new StartingWeights(
        entry -> weights.floats(layers.ofBase(entry)),
        name -> names.contains(layers.ofBase(name)),
        labels,
        plan.seed(),
        weights);
  }

  /** The same over an adapter: its base's weights and its own factors, not merged. */
  static StartingWeights goingOn(
      TrainingPlan plan, Checkpoint adapted, KeptLabels labels, Encoders encoders)
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
    CheckpointWeights below = Checkpoint.open(parts.directory(), encoders).weights();
    Set<String> names = names(below);
    return new StartingWeights(
        entry ->
            factors.containsKey(entry.name()) ? direct(factors, entry.name()) : below.floats(entry),
        name -> factors.containsKey(name) || (names.contains(name) && !KeptLabels.isByLabel(name)),
        labels,
        plan.seed(),
        below);
  }

  private static Set<String> names(CheckpointWeights weights) {
    return weights.layout().stream().map(WeightLayout.Entry::name).collect(Collectors.toSet());
  }

  @Override
  public ByteBuffer floats(WeightLayout.Entry entry) {
    if (!isKnown.test(entry.name())) {
      return drawn(entry);
    }
    return labels == null || labels.isAll() || !KeptLabels.isByLabel(entry.name())
        ? known.floats(entry)
        : byLabel(entry, labels);
  }

  /** Rows of labels that the base knows as it has them, the others drawn. */
  private ByteBuffer byLabel(WeightLayout.Entry entry, KeptLabels kept) {
    ByteBuffer rows = drawn(entry);
    if (!kept.isNone()) {
      kept.copy(known.floats(kept.ofBase(entry)), rows);
    }
    return rows;
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
