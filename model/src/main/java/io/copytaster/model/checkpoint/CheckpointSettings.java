package io.copytaster.model.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.copytaster.model.network.ConfigException;
import io.copytaster.model.network.TransformerConfig;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * What {@code config.json} says beside the network's shape.
 *
 * @param labels the labels' names; as many as the network has logits
 * @param taxonomy what the labels belong to, as name/version
 * @param temperature what logits are divided by before the softmax
 * @param maxTokens how many tokens of an article are read, special ones included
 */
record CheckpointSettings(
    TransformerConfig network,
    List<String> labels,
    String taxonomy,
    double temperature,
    int maxTokens) {

  private static final String DEFAULT_TAXONOMY = "custom/1";
  private static final Pattern TAXONOMY = Pattern.compile("[^/\\s]+/[^/\\s]+");

  /** An article's first and last token are special; at least one must be its own. */
  private static final int FEWEST_TOKENS = 3;

  CheckpointSettings {
    labels = List.copyOf(labels);
  }

  /**
   * @param hasClassifier whether the weights have one; a configuration that names labels only by
   *     default, as Hugging Face's encoders do, then means none
   * @throws ConfigException naming the key
   */
  static CheckpointSettings parse(JsonNode json, boolean hasClassifier) {
    var stated = TransformerConfig.parse(json);
    var network = !hasClassifier && isEncoder(json) ? stated.withLabels(0) : stated;
    return new CheckpointSettings(
        network,
        labels(json, network.labels()),
        taxonomy(json),
        temperature(json),
        maxTokens(json, network.maxPositions()));
  }

  /** Whether the configuration was saved from something that is no classifier. */
  private static boolean isEncoder(JsonNode json) {
    JsonNode architectures = json.path("architectures");
    return !architectures.isEmpty()
        && !architectures.toString().contains("ForSequenceClassification");
  }

  private static List<String> labels(JsonNode json, int count) {
    List<String> names =
        IntStream.range(0, count)
            .mapToObj(i -> json.path("id2label").path(Integer.toString(i)).asText("LABEL_" + i))
            .toList();
    if (names.stream().anyMatch(String::isBlank) || names.stream().distinct().count() < count) {
      throw new ConfigException("id2label", names, "labels that are not blank and all different");
    }
    return names;
  }

  private static String taxonomy(JsonNode json) {
    String taxonomy = json.path("taxonomy").asText(DEFAULT_TAXONOMY);
    if (!TAXONOMY.matcher(taxonomy).matches()) {
      throw new ConfigException("taxonomy", json.get("taxonomy"), "\"name/version\"");
    }
    return taxonomy;
  }

  private static double temperature(JsonNode json) {
    JsonNode node = json.path("calibration_temperature");
    if (node.isMissingNode()) {
      return 1.0;
    }
    if (!node.isNumber() || !(node.doubleValue() > 0) || Double.isInfinite(node.doubleValue())) {
      throw new ConfigException("calibration_temperature", node, "a positive number");
    }
    return node.doubleValue();
  }

  private static int maxTokens(JsonNode json, int maxPositions) {
    JsonNode node = json.path("max_tokens");
    if (node.isMissingNode()) {
      return maxPositions;
    }
    if (!node.isIntegralNumber() || !node.canConvertToInt() || node.intValue() < FEWEST_TOKENS) {
      throw new ConfigException("max_tokens", node, "a whole number from " + FEWEST_TOKENS + " on");
    }
    return Math.min(node.intValue(), maxPositions);
  }
}
