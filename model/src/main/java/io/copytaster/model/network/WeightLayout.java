package io.copytaster.model.network;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The weights a network of a given shape needs, in the order in which it takes them.
 *
 * <p>Names are Hugging Face's for {@code BertModel} (no {@code bert.} before them), {@code
 * classifier.*} for the head, and DistilBERT's {@code pre_classifier.*} for a dense layer before
 * it. Linear weights have shape (out, in).
 */
public final class WeightLayout {

  /** One weight's name and shape. */
  public record Entry(String name, List<Long> shape) {
    public Entry {
      shape = List.copyOf(shape);
    }
  }

  /**
   * Weights that are prepared together.
   *
   * @param method of the network's source that prepares them
   */
  record Part(String method, List<Entry> entries) {}

  private static final int OF_EMBEDDINGS = 5;
  private static final int OF_A_LAYER = 16;
  private static final List<String> INPUTS =
      List.of("attention.self", "attention.output.dense", "intermediate.dense", "output.dense");

  private final List<Entry> entries = new ArrayList<>();

  private WeightLayout() {}

  /** Every weight of the encoder, the pooler where one is used, and the classifier's if it has. */
  public static List<Entry> of(TransformerConfig config) {
    var layout = new WeightLayout();
    int hidden = config.hiddenSize();
    layout.matrix("embeddings.word_embeddings", config.vocabularySize(), hidden);
    layout.matrix("embeddings.position_embeddings", config.maxPositions(), hidden);
    layout.matrix("embeddings.token_type_embeddings", config.tokenTypes(), hidden);
    layout.layerNorm("embeddings.LayerNorm", hidden);
    for (int i = 0; i < config.layers(); i++) {
      String layer = "encoder.layer." + i + ".";
      layout.linear(layer + "attention.self.query", hidden, hidden);
      layout.linear(layer + "attention.self.key", hidden, hidden);
      layout.linear(layer + "attention.self.value", hidden, hidden);
      layout.linear(layer + "attention.output.dense", hidden, hidden);
      layout.layerNorm(layer + "attention.output.LayerNorm", hidden);
      layout.linear(layer + "intermediate.dense", config.intermediateSize(), hidden);
      layout.linear(layer + "output.dense", hidden, config.intermediateSize());
      layout.layerNorm(layer + "output.LayerNorm", hidden);
    }
    if (config.pooling() == Pooling.POOLER) {
      layout.linear("pooler.dense", hidden, hidden);
    }
    if (config.labels() > 0) {
      int width = config.classifierDense() == 0 ? hidden : config.classifierDense();
      if (config.classifierDense() > 0) {
        layout.linear("pre_classifier", width, hidden);
      }
      layout.linear("classifier", config.labels(), width);
    }
    return List.copyOf(layout.entries);
  }

  /** What enters the linears of the layers, in the order in which the network takes its scales. */
  public static List<String> inputs(TransformerConfig config) {
    return IntStream.range(0, config.layers())
        .mapToObj(layer -> "encoder.layer." + layer + ".")
        .flatMap(layer -> INPUTS.stream().map(layer::concat))
        .toList();
  }

  /**
   * The same in parts: the embeddings, each layer, and what follows the layers, if anything does.
   *
   * @param calibrated whether each layer brings the scale and zero point of its linears' inputs
   */
  static List<Part> parts(TransformerConfig config, boolean calibrated) {
    List<Entry> all = of(config);
    List<Entry> scales =
        inputs(config).stream().map(input -> new Entry(input, List.of(2L))).toList();
    var parts = new ArrayList<Part>();
    parts.add(new Part("prepare_embeddings", all.subList(0, OF_EMBEDDINGS)));
    int top = OF_EMBEDDINGS + config.layers() * OF_A_LAYER;
    for (int layer = 0; layer < config.layers(); layer++) {
      int from = OF_EMBEDDINGS + layer * OF_A_LAYER;
      var entries = new ArrayList<>(all.subList(from, from + OF_A_LAYER));
      if (calibrated) {
        entries.addAll(scales.subList(layer * INPUTS.size(), (layer + 1) * INPUTS.size()));
      }
      parts.add(new Part("prepare_layer", List.copyOf(entries)));
    }
    if (top < all.size()) {
      parts.add(new Part("prepare_top", all.subList(top, all.size())));
    }
    return parts;
  }

  /**
   * Adapters beside the linears of every layer, in the order in which a network in training takes
   * them: for each linear A, shape (rank, in), and B, shape (out, rank).
   */
  public static List<Entry> adapters(TransformerConfig config, LowRank adapters) {
    var entries = new ArrayList<Entry>();
    long rank = adapters.rank();
    for (Entry entry : of(config)) {
      if (entry.name().startsWith("encoder.") && entry.shape().size() == 2) {
        String linear = entry.name().substring(0, entry.name().length() - ".weight".length());
        entries.add(new Entry(linear + ".lora_A.weight", List.of(rank, entry.shape().get(1))));
        entries.add(new Entry(linear + ".lora_B.weight", List.of(entry.shape().get(0), rank)));
      }
    }
    return List.copyOf(entries);
  }

  private void matrix(String name, long rows, long columns) {
    entries.add(new Entry(name + ".weight", List.of(rows, columns)));
  }

  private void linear(String name, long out, long in) {
    matrix(name, out, in);
    entries.add(new Entry(name + ".bias", List.of(out)));
  }

  private void layerNorm(String name, long size) {
    entries.add(new Entry(name + ".weight", List.of(size)));
    entries.add(new Entry(name + ".bias", List.of(size)));
  }
}
