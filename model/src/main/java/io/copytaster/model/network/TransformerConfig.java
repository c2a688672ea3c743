package io.copytaster.model.network;

/**
 * The shape of a BERT encoder with a classifier: what {@code config.json} says of it.
 *
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
  }

  private static void positive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1: " + value);
    }
  }
}
