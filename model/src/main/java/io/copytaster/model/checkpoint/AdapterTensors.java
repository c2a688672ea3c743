package io.copytaster.model.checkpoint;

import io.copytaster.model.checkpoint.CheckpointException.Problem;
import io.copytaster.model.network.WeightLayout;
import io.copytaster.model.tensors.Safetensors;
import io.copytaster.model.tensors.Tensor;
import io.copytaster.model.tensors.TensorInfo;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An open {@code adapter_model.safetensors}: updates of the base's layers, and weights that replace
 * the base's.
 *
 * <p>PEFT has written the same tensor under several names: with and without the adapter's own name
 * ({@code .default}), and saved layers with and without {@code .modules_to_save}.
 */
final class AdapterTensors implements AutoCloseable {

  private static final String WEIGHT = ".weight";
  private static final String FACTOR_A = ".lora_A";
  private static final String FACTOR_B = ".lora_B";

  private final Path path;
  private final AdapterConfig config;
  private final Safetensors file;

  /** Names in the file: of the factors by layer, of the saved weights by weight. */
  private final Map<String, String> a = new LinkedHashMap<>();

  private final Map<String, String> b = new LinkedHashMap<>();
  private final Map<String, String> saved = new LinkedHashMap<>();

  private AdapterTensors(Path path, AdapterConfig config, Safetensors file) {
    this.path = path;
    this.config = config;
    this.file = file;
  }

  /**
   * @throws CheckpointException if it is malformed, or holds something that cannot be merged
   */
  static AdapterTensors open(Path path, AdapterConfig config) throws IOException {
    Safetensors file = CheckpointWeights.openFile(path);
    try {
      var adapter = new AdapterTensors(path, config, file);
      file.names().forEach(adapter::sort);
      adapter.requirePairs();
      return adapter;
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private void sort(String name) {
    String bare = plain(name);
    if (bare.contains(".original_module.")) {
      return;
    }
    if (bare.endsWith(FACTOR_A + WEIGHT)) {
      add(a, layer(bare, FACTOR_A), name);
    } else if (bare.endsWith(FACTOR_B + WEIGHT)) {
      add(b, layer(bare, FACTOR_B), name);
    } else if (bare.contains("lora_") || bare.contains(".base_layer.")) {
      throw unexpected(name, "it is no LoRA update of a linear layer");
    } else {
      add(saved, TensorNames.canonical(bare), name);
    }
  }

  /** The name without what different versions of PEFT put into it. */
  private String plain(String name) {
    if (!name.startsWith(AdapterFiles.PREFIX)) {
      throw unexpected(name, "its name does not begin with " + AdapterFiles.PREFIX);
    }
    return name.substring(AdapterFiles.PREFIX.length())
        .replace(".modules_to_save.default.", ".")
        .replace(".modules_to_save.", ".")
        .replace(FACTOR_A + ".default.", FACTOR_A + ".")
        .replace(FACTOR_B + ".default.", FACTOR_B + ".");
  }

  private static String layer(String name, String factor) {
    return TensorNames.canonical(name.substring(0, name.lastIndexOf(factor)));
  }

  private void add(Map<String, String> names, String key, String name) {
    String other = names.put(key, name);
    if (other != null) {
      throw unexpected(name, "it is the same as '" + other + "'");
    }
  }

  private void requirePairs() {
    for (Map.Entry<String, String> factor : a.entrySet()) {
      requirePartner(b, factor, "lora_B");
    }
    for (Map.Entry<String, String> factor : b.entrySet()) {
      requirePartner(a, factor, "lora_A");
    }
  }

  private void requirePartner(
      Map<String, String> partners, Map.Entry<String, String> factor, String partner) {
    if (!partners.containsKey(factor.getKey())) {
      throw new CheckpointException(
          Problem.TENSOR_MISSING,
          "%s: '%s' has no %s beside it".formatted(path, factor.getValue(), partner));
    }
  }

  /** The weights that replace the base's, by their name in the network. */
  Map<String, TensorInfo> saved() {
    var infos = new LinkedHashMap<String, TensorInfo>();
    saved.forEach((weight, name) -> infos.put(weight, file.info(name)));
    return infos;
  }

  /** How many layers are updated. */
  int layers() {
    return a.size();
  }

  /**
   * @throws CheckpointException if an update is not of one of the network's layers, or of another
   *     shape
   */
  void requireFits(List<WeightLayout.Entry> layout) {
    var shapes = new HashMap<String, List<Long>>();
    layout.forEach(weight -> shapes.put(weight.name(), weight.shape()));
    for (Map.Entry<String, String> layer : a.entrySet()) {
      List<Long> shape = shapes.get(layer.getKey() + WEIGHT);
      if (shape == null || shape.size() != 2 || layer.getKey().startsWith("embeddings.")) {
        throw unexpected(layer.getValue(), "the network has no linear layer " + layer.getKey());
      }
      long rank = config.rank(layer.getKey());
      requireShape(layer.getValue(), List.of(rank, shape.get(1)));
      requireShape(requireName(b, layer.getKey()), List.of(shape.get(0), rank));
    }
  }

  private void requireShape(String name, List<Long> expected) {
    TensorInfo info = file.info(name);
    TensorNames.requireFloats(name, info);
    if (!info.shape().equals(expected)) {
      throw new CheckpointException(
          Problem.TENSOR_SHAPE,
          "%s: tensor '%s' has shape %s, expected %s by the base and the rank in %s"
              .formatted(path, name, info.shape(), expected, CheckpointFiles.ADAPTER_CONFIG));
    }
  }

  /**
   * The adapter in memory.
   *
   * @throws CheckpointException if its layers do not share one rank and scale
   */
  LoraAdapter read() throws IOException {
    var factors = new LinkedHashMap<String, LoraAdapter.Factors>();
    String first = a.keySet().iterator().next();
    int rank = config.rank(first);
    double scale = config.scale(first);
    for (String layer : a.keySet()) {
      if (config.rank(layer) != rank || config.scale(layer) != scale) {
        throw new CheckpointException(
            Problem.ADAPTER,
            path + ": " + layer + " has another rank or scale than " + first + ": export it first");
      }
      factors.put(
          layer,
          new LoraAdapter.Factors(tensor(requireName(a, layer)), tensor(requireName(b, layer))));
    }
    var kept = new LinkedHashMap<String, Tensor>();
    for (Map.Entry<String, String> weight : saved.entrySet()) {
      kept.put(weight.getKey(), tensor(weight.getValue()));
    }
    return new LoraAdapter(rank, scale * rank, factors, kept);
  }

  private Tensor tensor(String name) throws IOException {
    return Tensor.ofFloats(file.info(name).shape(), floats(name));
  }

  /** A weight that replaces the base's. */
  ByteBuffer saved(String weight) throws IOException {
    return file.fp32(requireName(saved, weight));
  }

  /** The weight as it is with its layer's update, if it has one; never written to itself. */
  ByteBuffer merged(String weight, ByteBuffer unchanged) throws IOException {
    String layer =
        weight.endsWith(WEIGHT) ? weight.substring(0, weight.length() - WEIGHT.length()) : "";
    if (!a.containsKey(layer)) {
      return unchanged;
    }
    var update =
        new LowRankUpdate(
            floats(requireName(a, layer)),
            floats(requireName(b, layer)),
            config.rank(layer),
            config.scale(layer));
    return update.addTo(unchanged);
  }

  private float[] floats(String name) throws IOException {
    var floats = file.fp32(name).asFloatBuffer();
    var copy = new float[floats.remaining()];
    floats.get(copy);
    return copy;
  }

  private static String requireName(Map<String, String> names, String key) {
    String name = names.get(key);
    if (name == null) {
      throw new IllegalArgumentException("the adapter has nothing for " + key);
    }
    return name;
  }

  private CheckpointException unexpected(String name, String why) {
    return new CheckpointException(
        Problem.TENSOR_UNEXPECTED,
        "%s: tensor '%s' cannot be merged: %s".formatted(path, name, why));
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
