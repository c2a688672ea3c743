package io.copytaster.model.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.copytaster.model.checkpoint.CheckpointException.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The {@code tokenizer_config.json} with which {@code AutoTokenizer} reads a {@code
 * tokenizer.json}.
 */
final class TokenizerConfig {

  static final String FILE = "tokenizer_config.json";

  /** BERT's special tokens, by what {@code transformers} calls them. */
  private static final Map<String, String> SPECIAL =
      Map.of(
          "cls_token", "[CLS]",
          "mask_token", "[MASK]",
          "pad_token", "[PAD]",
          "sep_token", "[SEP]",
          "unk_token", "[UNK]");

  private static final List<String> NORMALIZER =
      List.of("strip_accents", "handle_chinese_chars", "lowercase");
  private static final List<String> NORMALIZER_IN_CONFIG =
      List.of("strip_accents", "tokenize_chinese_chars", "do_lower_case");

  private TokenizerConfig() {}

  /** What lies beside the tokenizer, or else what its JSON tells; cut at {@code maxTokens}. */
  static ObjectNode of(Path tokenizer, int maxTokens) {
    Path beside = tokenizer.resolveSibling(FILE);
    JsonNode known = CheckpointFiles.JSON.missingNode();
    if (Files.isRegularFile(beside)) {
      known = CheckpointFiles.readJson(beside, Problem.TOKENIZER);
    }
    ObjectNode config =
        known.isObject()
            ? known.deepCopy()
            : derived(CheckpointFiles.readJson(tokenizer, Problem.TOKENIZER));
    return config.put("model_max_length", maxTokens);
  }

  private static ObjectNode derived(JsonNode tokenizer) {
    ObjectNode config = CheckpointFiles.JSON.createObjectNode();
    JsonNode normalizer = tokenizer.path("normalizer");
    boolean ofBert =
        tokenizer.path("model").path("type").asText().equals("WordPiece")
            && normalizer.path("type").asText().equals("BertNormalizer");
    config.put("tokenizer_class", ofBert ? "BertTokenizer" : "PreTrainedTokenizerFast");
    if (ofBert) {
      for (int i = 0; i < NORMALIZER.size(); i++) {
        config.set(NORMALIZER_IN_CONFIG.get(i), normalizer.path(NORMALIZER.get(i)));
      }
    }
    JsonNode vocabulary = tokenizer.path("model").path("vocab");
    SPECIAL.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .filter(token -> vocabulary.has(token.getValue()))
        .forEach(token -> config.put(token.getKey(), token.getValue()));
    return config;
  }
}
