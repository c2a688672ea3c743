package io.copytaster.model.tokens;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What {@code tokenizer.json} says of its ids.
 *
 * @param size the highest id plus one: the rows an embedding table needs
 * @param padId the id that fills short rows; 0 where the file names none
 * @param unknownId the id of a word that no pieces make up; -1 where there is none
 */
record Vocabulary(int size, int padId, int unknownId) {

  private static final List<String> PAD_TOKENS = List.of("[PAD]", "<pad>");

  /**
   * @param tokenizer a {@code tokenizer.json} that the native library accepted
   */
  static Vocabulary of(JsonNode tokenizer) {
    Map<String, Integer> ids = ids(tokenizer);
    int size = ids.values().stream().mapToInt(id -> id + 1).max().orElse(0);
    return new Vocabulary(size, padId(tokenizer, ids, size), unknownId(tokenizer, ids));
  }

  OptionalInt unknown() {
    return unknownId < 0 ? OptionalInt.empty() : OptionalInt.of(unknownId);
  }

  /** Word-piece and byte-pair models map tokens to ids; a unigram model lists [token, score]. */
  private static Map<String, Integer> ids(JsonNode tokenizer) {
    var ids = new HashMap<String, Integer>();
    JsonNode vocabulary = tokenizer.path("model").path("vocab");
    if (vocabulary.isArray()) {
      for (int id = 0; id < vocabulary.size(); id++) {
        ids.put(vocabulary.get(id).path(0).asText(), id);
      }
    } else {
      for (Map.Entry<String, JsonNode> entry : vocabulary.properties()) {
        ids.put(entry.getKey(), entry.getValue().asInt());
      }
    }
    for (JsonNode added : tokenizer.path("added_tokens")) {
      ids.put(added.path("content").asText(), added.path("id").asInt());
    }
    return ids;
  }

  private static int padId(JsonNode tokenizer, Map<String, Integer> ids, int size) {
    int stated = tokenizer.path("padding").path("pad_id").asInt(-1);
    if (stated >= 0 && stated < size) {
      return stated;
    }
    return PAD_TOKENS.stream().filter(ids::containsKey).mapToInt(ids::get).findFirst().orElse(0);
  }

  private static int unknownId(JsonNode tokenizer, Map<String, Integer> ids) {
    JsonNode model = tokenizer.path("model");
    if (model.path("unk_id").isInt()) {
      return model.path("unk_id").asInt();
    }
    return ids.getOrDefault(model.path("unk_token").asText(), -1);
  }
}
