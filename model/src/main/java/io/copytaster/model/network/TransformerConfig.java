package io.copytaster.model.network;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The shape of a BERT encoder with a classifier: what {@code config.json} says of it.
 *
 * @param classifierDense width of a dense layer with ReLU between pooling and classifier; 0 for
 *     none
 * @param labels how many logits the classifier has; 0 for an encoder without one
 */
public record TransformerConfig(
    int vocabularySize,
    int hiddenSize,
    int layers,
    int heads,
    int intermediateSize,
    int maxPositions,
    int tokenTypes,
    double layerNormEpsilon,
    Activation activation,
    Pooling pooling,
    int classifierDense,
    int labels) {

  public TransformerConfig {
    positive("vocab_size", vocabularySize);
    positive("hidden_size", hiddenSize);
    positive("num_hidden_layers", layers);
    positive("num_attention_heads", heads);
    positive("intermediate_size", intermediateSize);
    positive("max_position_embeddings", maxPositions);
    positive("type_vocab_size", tokenTypes);
    if (hiddenSize % heads != 0) {
      throw new IllegalArgumentException(
          "hidden_size " + hiddenSize + " is not a multiple of num_attention_heads " + heads);
    }
    if (!(layerNormEpsilon > 0)) {
      throw new IllegalArgumentException("layer_norm_eps must be positive: " + layerNormEpsilon);
    }
    if (labels < 0) {
      throw new IllegalArgumentException("labels must not be negative: " + labels);
    }
    if (classifierDense < 0 || (classifierDense > 0 && labels == 0)) {
      throw new IllegalArgumentException(
          "classifier_dense must not be negative, and 0 without labels: " + classifierDense);
    }
  }

  /**
   * Reads Hugging Face's {@code config.json} of a BERT encoder. {@code classifier_pooling} (pooler,
   * cls or mean) and {@code classifier_dense} (a width) are ours; their defaults are what {@code
   * BertForSequenceClassification} does.
   *
   * @throws ConfigException if it is of another family, or asks for what is not supported
   */
  public static TransformerConfig parse(JsonNode config) {
    return new ConfigReader(config).read();
  }

  /** The same encoder with a classifier of this many labels; 0 for none, and no dense layer. */
  public TransformerConfig withLabels(int count) {
    return with(pooling, count == 0 ? 0 : classifierDense, count);
  }

  /** The same encoder, its tokens pooled in another way. */
  public TransformerConfig withPooling(Pooling other) {
    return with(other, classifierDense, labels);
  }

  /** The same encoder with another number of layers. */
  public TransformerConfig withLayers(int count) {
    return with(count, pooling, classifierDense, labels);
  }

  private TransformerConfig with(Pooling newPooling, int newDense, int newLabels) {
    return with(layers, newPooling, newDense, newLabels);
  }

  private TransformerConfig with(int newLayers, Pooling newPooling, int newDense, int newLabels) {
    return new TransformerConfig(
        vocabularySize,
        hiddenSize,
        newLayers,
        heads,
        intermediateSize,
        maxPositions,
        tokenTypes,
        layerNormEpsilon,
        activation,
        newPooling,
        newDense,
        newLabels);
  }

  private static void positive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1: " + value);
    }
  }
}
