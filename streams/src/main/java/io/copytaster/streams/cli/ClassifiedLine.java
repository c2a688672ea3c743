package io.copytaster.streams.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.copytaster.model.label.Prediction;
import io.copytaster.streams.engine.Labelling;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * An article's label as {@code classify} writes it.
 *
 * @param score probability of the label
 * @param scores probability by label, in the order of the logits
 * @param logits the network's raw output by label; null where nobody asked
 */
@JsonPropertyOrder({"id", "label", "score", "scores", "logits", "tokens", "truncated", "model"})
record ClassifiedLine(
    String id,
    String label,
    float score,
    Map<String, Float> scores,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Map<String, Float> logits,
    int tokens,
    boolean truncated,
    String model) {

  static ClassifiedLine of(String id, Labelling labelling, boolean withLogits) {
    Prediction prediction = labelling.prediction();
    return new ClassifiedLine(
        id,
        prediction.label(),
        prediction.score(),
        byLabel(prediction, prediction::score),
        withLogits ? byLabel(prediction, prediction::logit) : null,
        labelling.tokens(),
        labelling.truncated(),
        labelling.model());
  }

  private static Map<String, Float> byLabel(Prediction prediction, IntToDoubleFunction value) {
    var values = new LinkedHashMap<String, Float>();
    for (int i = 0; i < prediction.labels().size(); i++) {
      values.put(prediction.labels().name(i), (float) value.applyAsDouble(i));
    }
    return values;
  }
}
