package io.copytaster.streams.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
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

/** A whole BERT classifier of a few thousand numbers, which spells every word by its letters. */
final class TinyModel {

  static final List<String> LABELS = List.of("World", "Sports", "Business", "Sci/Tech");

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final long SEED = 7;
  private static final List<String> SPECIAL = List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]");

  private TinyModel() {}

  /** Writes it into the directory, which is made. */
  static Path write(Path directory) throws IOException {
    Files.createDirectories(directory);
    ObjectNode vocabulary = vocabulary();
    ObjectNode config = config(vocabulary.size());
    Files.writeString(directory.resolve("config.json"), config.toPrettyString());
    Files.writeString(directory.resolve("tokenizer.json"), tokenizer(vocabulary).toString());
    var random = new Random(SEED);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (WeightLayout.Entry weight : WeightLayout.of(TransformerConfig.parse(config))) {
      String prefix = weight.name().startsWith("classifier") ? "" : "bert.";
      tensors.put(prefix + weight.name(), tensor(random, weight.shape()));
    }
    SafetensorsWriter.write(
        directory.resolve("model.safetensors"), tensors, SafetensorsWriter.PYTORCH);
    return directory;
  }

  private static Tensor tensor(Random random, List<Long> shape) {
    var values = new float[Math.toIntExact(shape.stream().reduce(1L, Math::multiplyExact))];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return Tensor.ofFloats(shape, values);
  }

  private static ObjectNode config(int words) {
    ObjectNode config =
        JSON.createObjectNode()
            .put("model_type", "bert")
            .put("vocab_size", words)
            .put("hidden_size", 16)
            .put("num_hidden_layers", 2)
            .put("num_attention_heads", 2)
            .put("intermediate_size", 32)
            .put("max_position_embeddings", 128);
    config.putArray("architectures").add("BertForSequenceClassification");
    ObjectNode labels = config.putObject("id2label");
    for (int i = 0; i < LABELS.size(); i++) {
      labels.put(Integer.toString(i), LABELS.get(i));
    }
    return config;
  }

  private static ObjectNode vocabulary() {
    ObjectNode words = JSON.createObjectNode();
    SPECIAL.forEach(word -> words.put(word, words.size()));
    for (char letter = 'a'; letter <= 'z'; letter++) {
      words.put(Character.toString(letter), words.size());
      words.put("##" + letter, words.size());
    }
    return words;
  }

  private static ObjectNode tokenizer(ObjectNode vocabulary) throws IOException {
    ObjectNode tokenizer =
        (ObjectNode)
            JSON.readTree(
                """
                {"version": "1.0", "truncation": null, "padding": null, "added_tokens": [],
                 "normalizer": {"type": "BertNormalizer", "clean_text": true,
                   "handle_chinese_chars": true, "strip_accents": null, "lowercase": true},
                 "pre_tokenizer": {"type": "BertPreTokenizer"},
                 "post_processor": {"type": "TemplateProcessing",
                   "single": [{"SpecialToken": {"id": "[CLS]", "type_id": 0}},
                     {"Sequence": {"id": "A", "type_id": 0}},
                     {"SpecialToken": {"id": "[SEP]", "type_id": 0}}],
                   "pair": [{"Sequence": {"id": "A", "type_id": 0}},
                     {"Sequence": {"id": "B", "type_id": 1}}],
                   "special_tokens": {
                     "[CLS]": {"id": "[CLS]", "ids": [2], "tokens": ["[CLS]"]},
                     "[SEP]": {"id": "[SEP]", "ids": [3], "tokens": ["[SEP]"]}}},
                 "decoder": {"type": "WordPiece", "prefix": "##", "cleanup": true},
                 "model": {"type": "WordPiece", "unk_token": "[UNK]",
                   "continuing_subword_prefix": "##", "max_input_chars_per_word": 100}}
                """);
    for (String word : SPECIAL) {
      tokenizer
          .withArray("added_tokens")
          .addObject()
          .put("id", vocabulary.get(word).intValue())
          .put("content", word)
          .put("single_word", false)
          .put("lstrip", false)
          .put("rstrip", false)
          .put("normalized", false)
          .put("special", true);
    }
    ((ObjectNode) tokenizer.get("model")).set("vocab", vocabulary);
    return tokenizer;
  }
}
