package io.copytaster.model.train;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.copytaster.model.label.LabelSet;
import io.copytaster.model.network.TransformerConfig;
import io.copytaster.model.tensors.Tensor;
import java.util.Locale;
import java.util.Map;

/**
 * A network that has learned nothing yet.
 *
 * @param config the content of {@code config.json}
 * @param weights by name, in the order of the network's layout
 */
record ScratchModel(ObjectNode config, Map<String, Tensor> weights) {

  /** An article is one segment, so there is one type of token. */
  private static final int TOKEN_TYPES = 1;

  /**
   * @param vocabularySize rows of the embedding table
   * @param seed of the weights: the same one gives the same bytes
   * @throws io.copytaster.model.network.ConfigException naming what the shape may not be
   */
  static ScratchModel of(ScratchShape shape, int vocabularySize, LabelSet labels, long seed) {
    ObjectNode config = config(shape, vocabularySize, labels);
    return new ScratchModel(config, InitialWeights.of(TransformerConfig.parse(config), seed));
  }

  private static ObjectNode config(ScratchShape shape, int vocabularySize, LabelSet labels) {
    ObjectNode config = new ObjectMapper().createObjectNode();
    config
        .put("model_type", "bert")
        .put("vocab_size", vocabularySize)
        .put("hidden_size", shape.hiddenSize())
        .put("num_hidden_layers", shape.layers())
        .put("num_attention_heads", shape.heads())
        .put("intermediate_size", shape.intermediateSize())
        .put("max_position_embeddings", shape.maxPositions())
        .put("type_vocab_size", TOKEN_TYPES)
        .put("hidden_act", "relu")
        .put("classifier_pooling", shape.pooling().name().toLowerCase(Locale.ROOT))
        .put("classifier_dense", shape.classifierDense());
    ObjectNode names = config.putObject("id2label");
    ObjectNode ids = config.putObject("label2id");
    for (int i = 0; i < labels.size(); i++) {
      names.put(Integer.toString(i), labels.name(i));
      ids.put(labels.name(i), i);
    }
    return config;
  }
}
