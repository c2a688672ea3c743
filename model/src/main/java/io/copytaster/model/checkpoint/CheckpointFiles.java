package io.copytaster.model.checkpoint;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.copytaster.model.checkpoint.CheckpointException.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of a Hugging Face directory, by name. */
final class CheckpointFiles {

  static final String CONFIG = "config.json";
  static final String TOKENIZER = "tokenizer.json";
  static final String WEIGHTS = "model.safetensors";

  static final String ADAPTER_CONFIG = "adapter_config.json";
  static final String ADAPTER_WEIGHTS = "adapter_model.safetensors";
  static final String CARD = "README.md";

  /** Those that a checkpoint is loaded from. */
  static final List<String> LOADED =
      List.of(CONFIG, TOKENIZER, WEIGHTS, ADAPTER_CONFIG, ADAPTER_WEIGHTS);

  /** Those that a manifest lists if they are there: nothing that has a say is slipped in. */
  static final List<String> LISTED =
      Stream.concat(LOADED.stream(), Stream.of(Int8Calibration.FILE)).toList();

  /** A vocabulary is a file of tens of thousands of keys, none of which comes again. */
  private static final JsonFactory UNSHARED_KEYS =
      JsonFactory.builder().disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES).build();

  static final JsonMapper JSON =
      JsonMapper.builder(UNSHARED_KEYS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .build();

  private CheckpointFiles() {}

  /** The file of this name, which must be there. */
  static Path require(Path directory, String name) {
    Path file = directory.resolve(name);
    if (Files.isRegularFile(file)) {
      return file;
    }
    String hint =
        switch (name) {
          case WEIGHTS ->
              "; other formats are not read: in Python,"
                  + " model.save_pretrained(directory, safe_serialization=True) writes it";
          case TOKENIZER ->
              "; vocab.txt alone is not read: in Python,"
                  + " AutoTokenizer.from_pretrained(directory).save_pretrained(directory) writes it";
          default -> "";
        };
    throw new CheckpointException(
        Problem.FILE_MISSING, name + " is missing in " + directory + hint);
  }

  /** Writes it for people to read. */
  static void writeJson(Path file, JsonNode json) throws IOException {
    Files.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(json));
  }

  /** A file's JSON; malformed, it is this problem. */
  static JsonNode readJson(Path file, Problem problem) {
    try {
      return JSON.readTree(Files.readAllBytes(file));
    } catch (JsonProcessingException e) {
      throw new CheckpointException(problem, file + " is not JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
  }
}
