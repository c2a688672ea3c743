package io.copytaster.model.network;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** Hugging Face's {@code config.json} as a {@link TransformerConfig}, or the reason why not. */
final class ConfigReader {

  private static final Map<String, Activation> ACTIVATIONS =
      Map.of(
          "gelu", Activation.GELU,
          "gelu_new", Activation.GELU_TANH,
          "gelu_pytorch_tanh", Activation.GELU_TANH,
          "relu", Activation.RELU);
  private static final Map<String, Pooling> POOLINGS =
      Map.of("pooler", Pooling.POOLER, "cls", Pooling.CLS, "mean", Pooling.MEAN);
  private static final double DEFAULT_LAYER_NORM_EPSILON = 1e-12;

  private final JsonNode json;

  ConfigReader(JsonNode json) {
    this.json = json;
  }

  TransformerConfig read() {
    if (!json.isObject()) {
      throw new ConfigException("the file", "not a JSON object", "one");
    }
    requireText("model_type", "bert", false);
    requireText("position_embedding_type", "absolute", true);
    requireText("problem_type", "single_label_classification", true);
    requireFalse("is_decoder");
    requireFalse("add_cross_attention");
    int hiddenSize = positive("hidden_size");
    int heads = positive("num_attention_heads");
    if (hiddenSize % heads != 0) {
      throw new ConfigException("hidden_size", hiddenSize, "a multiple of the heads, " + heads);
    }
    int labels = labels();
    int dense = json.hasNonNull("classifier_dense") ? notNegative("classifier_dense") : 0;
    return new TransformerConfig(
        positive("vocab_size"),
        hiddenSize,
        positive("num_hidden_layers"),
        heads,
        positive("intermediate_size"),
        positive("max_position_embeddings"),
        json.hasNonNull("type_vocab_size") ? positive("type_vocab_size") : 2,
        epsilon(),
        choice("hidden_act", "gelu", ACTIVATIONS),
        pooling(),
        labels == 0 ? 0 : dense,
        labels);
  }

  /**
   * {@code BertForSequenceClassification} always reads the pooler, and keeps {@code
   * classifier_pooling} in what it saves if the encoder that it was made from had it.
   */
  private Pooling pooling() {
    return isBertClassifier() ? Pooling.POOLER : choice("classifier_pooling", "pooler", POOLINGS);
  }

  private boolean isBertClassifier() {
    return json.path("architectures").toString().contains("\"BertForSequenceClassification\"");
  }

  /**
   * {@code id2label} counts; without it {@code num_labels}. Transformers leaves both out where a
   * classifier has its default two labels, and where there is no classifier.
   */
  private int labels() {
    JsonNode names = json.path("id2label");
    if (names.isMissingNode() || names.isNull()) {
      if (json.hasNonNull("num_labels")) {
        return positive("num_labels");
      }
      return isBertClassifier() ? 2 : 0;
    }
    if (!names.isObject() || names.isEmpty()) {
      throw new ConfigException("id2label", names, "an object with a label for each of 0, 1, …");
    }
    for (int i = 0; i < names.size(); i++) {
      if (!names.path(Integer.toString(i)).isTextual()) {
        throw new ConfigException(
            "id2label", names, "complete: it has " + names.size() + " labels, none for " + i);
      }
    }
    if (json.hasNonNull("num_labels") && positive("num_labels") != names.size()) {
      throw new ConfigException(
          "num_labels", json.get("num_labels"), "the size of id2label, " + names.size());
    }
    return names.size();
  }

  private double epsilon() {
    JsonNode node = json.path("layer_norm_eps");
    if (node.isMissingNode() || node.isNull()) {
      return DEFAULT_LAYER_NORM_EPSILON;
    }
    if (!node.isNumber() || !(node.doubleValue() > 0)) {
      throw new ConfigException("layer_norm_eps", node, "a positive number");
    }
    return node.doubleValue();
  }

  private <T> T choice(String key, String fallback, Map<String, T> choices) {
    JsonNode node = json.path(key);
    T chosen = choices.get(node.isMissingNode() || node.isNull() ? fallback : node.asText());
    if (chosen == null) {
      throw new ConfigException(key, node, "one of " + choices.keySet().stream().sorted().toList());
    }
    return chosen;
  }

  private int positive(String key) {
    return wholeNumber(key, 1);
  }

  private int notNegative(String key) {
    return wholeNumber(key, 0);
  }

  private int wholeNumber(String key, int least) {
    JsonNode node = json.path(key);
    if (!node.isIntegralNumber() || !node.canConvertToInt() || node.intValue() < least) {
      throw new ConfigException(
          key, node.isMissingNode() ? "missing" : node, "a whole number from " + least + " on");
    }
    return node.intValue();
  }

  private void requireText(String key, String only, boolean optional) {
    JsonNode node = json.path(key);
    boolean absent = node.isMissingNode() || node.isNull();
    if (absent ? !optional : !node.asText().equals(only)) {
      throw new ConfigException(
          key, absent ? "missing" : node, "\"" + only + "\": no other is supported");
    }
  }

  private void requireFalse(String key) {
    if (json.path(key).asBoolean(false)) {
      throw new ConfigException(key, "true", "false: only encoders are supported");
    }
  }
}
