package io.copytaster.model.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.copytaster.model.checkpoint.CheckpointException.Problem;
import java.nio.file.Path;

/** The ids that a {@code tokenizer.json} can give. */
final class TokenizerVocabulary {

  private TokenizerVocabulary() {}

  /**
   * Every id must have a row in the network's embedding table.
   *
   * @throws CheckpointException if the largest id has none, or there is no vocabulary
   */
  static void requireFits(Path tokenizer, int vocabularySize) {
    long largest = largestId(tokenizer);
    if (largest >= vocabularySize) {
      throw new CheckpointException(
          Problem.TOKENIZER,
          "%s gives ids up to %d, and config.json vocab_size has rows for 0 to %d"
              .formatted(tokenizer, largest, vocabularySize - 1));
    }
  }

  private static long largestId(Path tokenizer) {
    JsonNode json = CheckpointFiles.readJson(tokenizer, Problem.TOKENIZER);
    JsonNode vocabulary = json.path("model").path("vocab");
    if (vocabulary.isEmpty()) {
      throw new CheckpointException(Problem.TOKENIZER, tokenizer + " has no model.vocab");
    }
    long largest = vocabulary.isArray() ? vocabulary.size() - 1 : 0;
    if (vocabulary.isObject()) {
      for (JsonNode id : vocabulary) {
        largest = Math.max(largest, id.longValue());
      }
    }
    for (JsonNode added : json.path("added_tokens")) {
      largest = Math.max(largest, added.path("id").longValue());
    }
    return largest;
  }
}
