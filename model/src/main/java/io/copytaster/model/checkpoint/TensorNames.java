package io.copytaster.model.checkpoint;

import io.copytaster.model.checkpoint.CheckpointException.Problem;
import io.copytaster.model.network.Pooling;
import io.copytaster.model.network.TransformerConfig;
import io.copytaster.model.network.WeightLayout;
import io.copytaster.model.tensors.DType;
import io.copytaster.model.tensors.TensorInfo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which of a file's tensors is which of the network's weights.
 *
 * <p>Files name the same weight in several ways: with {@code bert.} before it where the classifier
 * was saved with its encoder, and {@code gamma} and {@code beta} for a layer norm that comes from
 * TensorFlow.
 */
final class TensorNames {

  static final String CLASSIFIER_WEIGHT = "classifier.weight";

  private static final String CLASSIFIER = "classifier.";
  private static final String PRE_CLASSIFIER = "pre_classifier.";
  private static final String POOLER = "pooler.";
  private static final List<String> ENCODER = List.of("embeddings.", "encoder.", POOLER);
  private static final Set<DType> FLOATS = Set.of(DType.F32, DType.F16, DType.BF16);

  private TensorNames() {}

  /** The network's name for a tensor of this name. */
  static String canonical(String name) {
    String bare = name.startsWith("bert.") ? name.substring("bert.".length()) : name;
    if (bare.endsWith(".gamma")) {
      return bare.substring(0, bare.length() - "gamma".length()) + "weight";
    }
    return bare.endsWith(".beta")
        ? bare.substring(0, bare.length() - "beta".length()) + "bias"
        : bare;
  }

  static Set<String> canonical(Set<String> names) {
    return names.stream().map(TensorNames::canonical).collect(Collectors.toSet());
  }

  /** The name of one of the network's weights in a {@code BertForSequenceClassification}. */
  static String published(String name) {
    return ENCODER.stream().anyMatch(name::startsWith) ? "bert." + name : name;
  }

  /**
   * Finds each weight of the layout among the tensors.
   *
   * @param tensors by the name in the file
   * @return the file's names by the network's, in the layout's order
   * @throws CheckpointException if one is missing, left over, twice there, or not as expected
   */
  static Map<String, String> resolve(TransformerConfig config, Map<String, TensorInfo> tensors) {
    var found = new LinkedHashMap<String, Map.Entry<String, TensorInfo>>();
    for (Map.Entry<String, TensorInfo> tensor : tensors.entrySet()) {
      String canonical = canonical(tensor.getKey());
      if (isIgnored(canonical, config)) {
        continue;
      }
      var other = found.put(canonical, tensor);
      if (other != null) {
        throw new CheckpointException(
            Problem.TENSOR_UNEXPECTED,
            "tensors '%s' and '%s' are the same weight".formatted(other.getKey(), tensor.getKey()));
      }
    }
    var resolved = new LinkedHashMap<String, String>();
    for (WeightLayout.Entry weight : WeightLayout.of(config)) {
      var tensor = found.remove(weight.name());
      if (tensor == null) {
        throw missing(weight, config);
      }
      requireFits(weight, tensor.getKey(), tensor.getValue(), config);
      resolved.put(weight.name(), tensor.getKey());
    }
    if (!found.isEmpty()) {
      var names = new TreeSet<String>();
      found.values().forEach(tensor -> names.add(tensor.getKey()));
      throw unexpected(names, config);
    }
    return resolved;
  }

  /** What Hugging Face saves beside the weights of this network. */
  private static boolean isIgnored(String name, TransformerConfig config) {
    return name.equals("embeddings.position_ids")
        || name.startsWith("cls.")
        || (name.startsWith(POOLER) && config.pooling() != Pooling.POOLER);
  }

  private static void requireFits(
      WeightLayout.Entry weight, String name, TensorInfo info, TransformerConfig config) {
    requireFloats(name, info);
    if (info.shape().equals(weight.shape())) {
      return;
    }
    if (weight.name().equals(CLASSIFIER_WEIGHT)
        && info.shape().size() == 2
        && info.shape().get(0) != config.labels()) {
      throw new CheckpointException(
          Problem.LABEL_COUNT,
          "tensor '%s' has %d rows, and config.json id2label has %d labels"
              .formatted(name, info.shape().get(0), config.labels()));
    }
    throw new CheckpointException(
        Problem.TENSOR_SHAPE,
        "tensor '%s' has shape %s, expected %s".formatted(name, info.shape(), weight.shape()));
  }

  static void requireFloats(String name, TensorInfo info) {
    if (!FLOATS.contains(info.dtype())) {
      throw new CheckpointException(
          Problem.TENSOR_TYPE,
          "tensor '" + name + "' is " + info.dtype() + ", expected one of F32, F16, BF16");
    }
  }

  private static CheckpointException missing(WeightLayout.Entry weight, TransformerConfig config) {
    String hint = "";
    if (weight.name().startsWith(POOLER)) {
      hint = "; without a pooler, config.json needs classifier_pooling cls or mean";
    } else if (weight.name().startsWith(PRE_CLASSIFIER)) {
      hint = "; config.json classifier_dense is " + config.classifierDense();
    } else if (weight.name().startsWith(CLASSIFIER)) {
      hint = "; config.json id2label has " + config.labels() + " labels";
    }
    return new CheckpointException(
        Problem.TENSOR_MISSING,
        "tensor '" + weight.name() + "' " + weight.shape() + " is missing" + hint);
  }

  static boolean isOfClassifier(String name) {
    return name.startsWith(CLASSIFIER) || name.startsWith(PRE_CLASSIFIER);
  }

  private static CheckpointException unexpected(Set<String> names, TransformerConfig config) {
    String hint = "; config.json num_hidden_layers is " + config.layers();
    if (names.stream().allMatch(name -> name.startsWith(PRE_CLASSIFIER))) {
      hint = "; a dense layer before the classifier needs config.json classifier_dense";
    } else if (names.stream().allMatch(TensorNames::isOfClassifier)) {
      hint = "; a classifier needs config.json id2label";
    }
    return new CheckpointException(
        Problem.TENSOR_UNEXPECTED, "no place in the network for the tensors " + names + hint);
  }
}
