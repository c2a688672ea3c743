package io.copytaster.model.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.copytaster.model.checkpoint.CheckpointException.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What PEFT's {@code adapter_config.json} says of a LoRA adapter that can be merged: ranks and
 * scales, and what lies below.
 */
final class AdapterConfig {

  /** Where it names the encoder below. */
  static final String BASE_MODEL = "base_model_name_or_path";

  /** Ways to start training that leave the base's weights alone; others, such as pissa, do not. */
  private static final Set<String> INITIALISATIONS =
      Set.of("true", "false", "gaussian", "orthogonal", "eva", "default");

  private static final Set<String> MUST_BE_OFF =
      Set.of(
          "use_dora",
          "fan_in_fan_out",
          "lora_bias",
          "use_qalora",
          "layer_replication",
          "target_parameters",
          "trainable_token_indices",
          "alora_invocation_tokens",
          "use_bdlora");

  /** A layer's own value, for those whose name the pattern matches. */
  private record PerLayer(Pattern layers, double value) {}

  private final Path file;
  private final JsonNode json;
  private final List<PerLayer> ranks;
  private final List<PerLayer> alphas;

  private AdapterConfig(Path file, JsonNode json) {
    this.file = file;
    this.json = json;
    this.ranks = exceptions("rank_pattern");
    this.alphas = exceptions("alpha_pattern");
  }

  /**
   * @throws CheckpointException if it is malformed, or of an adapter that cannot be merged
   */
  static AdapterConfig read(Path directory) {
    Path file = CheckpointFiles.require(directory, CheckpointFiles.ADAPTER_CONFIG);
    var config = new AdapterConfig(file, CheckpointFiles.readJson(file, Problem.ADAPTER));
    config.requireMergeable();
    return config;
  }

  private void requireMergeable() {
    require("peft_type", "LORA", "\"LORA\": no other adapter is merged");
    require("bias", "none", "\"none\": trained biases are not merged");
    for (String key : MUST_BE_OFF) {
      JsonNode node = json.path(key);
      boolean off =
          node.isMissingNode() || node.isNull() || node.isEmpty() && node.isContainerNode();
      if (!off && !(node.isBoolean() && !node.booleanValue())) {
        throw refused(key, node, "off: it cannot be merged");
      }
    }
    JsonNode initialisation = json.path("init_lora_weights");
    if (!INITIALISATIONS.contains(initialisation.asText("default"))) {
      throw refused(
          "init_lora_weights",
          initialisation,
          "one that leaves the base as it is: in Python, save_pretrained with"
              + " path_initial_model_for_weight_conversion writes such an adapter");
    }
    if (!json.path("r").isIntegralNumber() || json.path("r").asInt() < 1) {
      throw refused("r", json.path("r"), "a whole number from 1 on");
    }
    positive("lora_alpha", json.path("lora_alpha"));
  }

  /** What {@code base_model_name_or_path} names; blank if it says nothing. */
  String base() {
    return json.path(BASE_MODEL).asText("");
  }

  CheckpointException unknownBase() {
    return refused(
        BASE_MODEL,
        json.path(BASE_MODEL),
        "one of %s, what the hub calls them, or the directory of an encoder"
            .formatted(Encoder.ids()));
  }

  /** The rank of a layer's update. */
  int rank(String layer) {
    return (int) own(ranks, layer).orElse(json.path("r").doubleValue()).doubleValue();
  }

  /** What a layer's {@code B A} is multiplied by. */
  double scale(String layer) {
    double alpha = own(alphas, layer).orElse(json.path("lora_alpha").doubleValue());
    int rank = rank(layer);
    return alpha / (json.path("use_rslora").asBoolean() ? Math.sqrt(rank) : rank);
  }

  /** A pattern is matched against the end of a layer's name, as PEFT does. */
  private static Optional<Double> own(List<PerLayer> exceptions, String layer) {
    String name = TensorNames.published(layer);
    return exceptions.stream()
        .filter(exception -> exception.layers().matcher(name).matches())
        .map(PerLayer::value)
        .findFirst();
  }

  private List<PerLayer> exceptions(String key) {
    var exceptions = new ArrayList<PerLayer>();
    for (Map.Entry<String, JsonNode> entry : json.path(key).properties()) {
      try {
        var layers = Pattern.compile("(.*\\.)?(" + entry.getKey() + ")");
        exceptions.add(new PerLayer(layers, positive(key, entry.getValue())));
      } catch (PatternSyntaxException e) {
        throw refused(key, "\"" + entry.getKey() + "\"", "regular expressions: " + e.getMessage());
      }
    }
    return exceptions;
  }

  private void require(String key, String only, String allowed) {
    JsonNode node = json.path(key);
    if (!node.asText(key.equals("bias") ? only : "").equals(only)) {
      throw refused(key, node, allowed);
    }
  }

  private double positive(String key, JsonNode node) {
    if (!node.isNumber() || !(node.doubleValue() > 0) || Double.isInfinite(node.doubleValue())) {
      throw refused(key, node, "a positive number");
    }
    return node.doubleValue();
  }

  private CheckpointException refused(String key, Object value, String allowed) {
    boolean missing = value instanceof JsonNode node && node.isMissingNode();
    return new CheckpointException(
        Problem.ADAPTER,
        "%s: %s is %s, and must be %s".formatted(file, key, missing ? "missing" : value, allowed));
  }
}
