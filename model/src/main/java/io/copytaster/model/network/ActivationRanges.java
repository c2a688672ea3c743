package io.copytaster.model.network;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What enters every linear layer of a network that computes in 8-bit integers.
 *
 * <p>It belongs to the weights: another checkpoint has others. Known beforehand, it depends neither
 * on an article nor on its neighbours.
 *
 * @param byInput by {@link WeightLayout#inputs}, in that order
 */
public record ActivationRanges(Map<String, ActivationRange> byInput) {

  public ActivationRanges {
    byInput = Collections.unmodifiableMap(new LinkedHashMap<>(byInput));
  }

  /** The range of one of {@link WeightLayout#inputs}. */
  public ActivationRange of(String input) {
    return Objects.requireNonNull(byInput.get(input), input);
  }

  /** The smallest ranges that hold both. */
  public ActivationRanges and(ActivationRanges other) {
    var both = new LinkedHashMap<>(byInput);
    other.byInput.forEach((input, range) -> both.merge(input, range, ActivationRange::and));
    return new ActivationRanges(both);
  }

  /** Whether these are the inputs of a network of this shape. */
  public boolean fit(TransformerConfig config) {
    return List.copyOf(byInput.keySet()).equals(WeightLayout.inputs(config));
  }

  /** A checkpoint's weights, and these as weights among them: scale and zero point. */
  Weights with(Weights weights) {
    return entry -> {
      ActivationRange range = byInput.get(entry.name());
      if (range == null) {
        return weights.floats(entry);
      }
      var pair = ByteBuffer.allocateDirect(2 * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      return pair.putFloat(range.scale()).putFloat(range.zeroPoint()).flip();
    };
  }
}
