package io.copytaster.streams.service;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.copytaster.model.network.TransformerConfig;
import io.copytaster.model.network.WeightLayout;
import io.copytaster.model.tensors.SafetensorsWriter;
import io.copytaster.model.tensors.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A whole classifier of one small layer with random weights: quick, and the same every time. */
public final class TinyCheckpoint {

  public static final List<String> LABELS = List.of("World", "Sports", "Business", "Sci/Tech");
  public static final String TAXONOMY = "tiny/1";
  static final int MAX_TOKENS = 128;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> SPECIAL = List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]");
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
  private static final int SEED = 11;

  /** A BERT tokenizer whose pieces are letters. */
  private static final String TOKENIZER =
      """
      {
        "version": "1.0", "truncation": null, "padding": null, "added_tokens": [],
        "normalizer": {"type": "BertNormalizer", "clean_text": true,
          "handle_chinese_chars": true, "strip_accents": null, "lowercase": true},
        "pre_tokenizer": {"type": "BertPreTokenizer"},
        "post_processor": {"type": "BertProcessing", "sep": ["[SEP]", 3], "cls": ["[CLS]", 2]},
        "decoder": {"type": "WordPiece", "prefix": "##", "cleanup": true},
        "model": {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##",
          "max_input_chars_per_word": 100, "vocab": {}}
      }
      """;

  private TinyCheckpoint() {}

  /** Writes it into the directory, which is made. */
  static Path write(Path directory) throws IOException {
    return write(directory, SEED);
  }

  /** The same with other weights. */
  public static Path write(Path directory, long seed) throws IOException {
    Files.createDirectories(directory);
    ObjectNode tokenizer = (ObjectNode) JSON.readTree(TOKENIZER);
    ObjectNode vocabulary = (ObjectNode) tokenizer.at("/model/vocab");
    SPECIAL.forEach(token -> vocabulary.put(token, vocabulary.size()));
    for (int i = 0; i < LETTERS.length(); i++) {
      vocabulary.put(LETTERS.substring(i, i + 1), vocabulary.size());
      vocabulary.put("##" + LETTERS.charAt(i), vocabulary.size());
    }
    ObjectNode config = config(vocabulary.size());
    Files.writeString(directory.resolve("tokenizer.json"), tokenizer.toString());
    Files.writeString(directory.resolve("config.json"), config.toString());
    SafetensorsWriter.write(
        directory.resolve("model.safetensors"), weights(config, seed), SafetensorsWriter.PYTORCH);
    return directory;
  }

  private static ObjectNode config(int vocabularySize) {
    ObjectNode config =
        JSON.createObjectNode()
            .put("model_type", "bert")
            .put("taxonomy", TAXONOMY)
            .put("vocab_size", vocabularySize)
            .put("hidden_size", 32)
            .put("num_hidden_layers", 1)
            .put("num_attention_heads", 2)
            .put("intermediate_size", 64)
            .put("max_position_embeddings", MAX_TOKENS);
    ObjectNode labels = config.putObject("id2label");
    for (String label : LABELS) {
      labels.put(Integer.toString(labels.size()), label);
    }
    return config;
  }

  private static Map<String, Tensor> weights(ObjectNode config, long seed) {
    var random = new Random(seed);
    var weights = new LinkedHashMap<String, Tensor>();
    for (WeightLayout.Entry weight : WeightLayout.of(TransformerConfig.parse(config))) {
      long elements = weight.shape().stream().reduce(1L, Math::multiplyExact);
      var values = new float[Math.toIntExact(elements)];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (0.2 * random.nextGaussian());
      }
      weights.put(weight.name(), Tensor.ofFloats(weight.shape(), values));
    }
    return weights;
  }
}
