package io.copytaster.model.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.copytaster.model.label.LabelSet;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A {@code config.json} with what {@code transformers} wants to see in it. */
final class PublishedConfig {

  private static final String ARCHITECTURE = "BertForSequenceClassification";
  private static final String NAMES = "id2label";
  private static final String IDS = "label2id";

  private PublishedConfig() {}

  /** A copy with what is left out. */
  static ObjectNode complete(ObjectNode stated) {
    ObjectNode config = stated.deepCopy();
    if (!config.has("model_type")) {
      config.put("model_type", "bert");
    }
    LabelSet labels = labels(config);
    if (labels != null) {
      config.remove(IDS);
      ObjectNode ids = config.putObject(IDS);
      for (int i = 0; i < labels.size(); i++) {
        ids.put(labels.name(i), i);
      }
      config.remove("architectures");
      if (isOfTransformers(config) && !config.has(BaseModel.KEY)) {
        config.putArray("architectures").add(ARCHITECTURE);
      }
    }
    return config;
  }

  /** Whether that class computes what the weights were trained for. */
  static boolean isOfTransformers(ObjectNode config) {
    return !config.has("classifier_dense")
        && config.path("classifier_pooling").asText("pooler").equals("pooler");
  }

  /** The labels in the order of the logits; null for an encoder without a classifier. */
  static @Nullable LabelSet labels(ObjectNode config) {
    var byId = new TreeMap<Integer, String>();
    for (Map.Entry<String, JsonNode> label : config.path(NAMES).properties()) {
      byId.put(Integer.valueOf(label.getKey()), label.getValue().asText());
    }
    return byId.isEmpty() ? null : new LabelSet(byId.values().stream().toList());
  }
}
