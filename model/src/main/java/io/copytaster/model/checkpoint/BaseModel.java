package io.copytaster.model.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.copytaster.model.checkpoint.CheckpointException.Problem;
import io.copytaster.model.network.ConfigException;
import io.copytaster.model.network.TransformerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The encoder that a head or an adapter lies over, as its configuration names it.
 *
 * @param name what it is called there
 * @param directory where it is: whole, and not over another
 * @param config its {@code config.json}
 */
record BaseModel(String name, Path directory, JsonNode config) {

  /** Where {@code config.json} names it. */
  static final String KEY = "base_model";

  /** What a base says of its own classifier, which is not that of what lies over it. */
  private static final List<String> OF_ITS_CLASSIFIER =
      List.of(
          "architectures",
          "id2label",
          "label2id",
          "num_labels",
          "taxonomy",
          "calibration_temperature",
          "classifier_pooling",
          "classifier_dense");

  /**
   * @throws ConfigException if there is no such encoder
   */
  static BaseModel named(JsonNode name, Path over, Encoders encoders) throws IOException {
    return find(name.asText(), over, encoders).orElseThrow(() -> unknown(name));
  }

  /**
   * An encoder that Maven brings, by our name for it or the hub's, or one that is named by its
   * directory, whose files are then compared with their manifest.
   *
   * @param over the directory of the head or adapter; relative paths start there
   */
  static Optional<BaseModel> find(String name, Path over, Encoders encoders) throws IOException {
    Optional<Encoder> encoder = Encoder.known(name);
    Optional<Path> path =
        encoder.isPresent() ? Optional.of(encoders.directory(encoder.get())) : path(name, over);
    if (path.isEmpty()) {
      return Optional.empty();
    }
    Path directory = path.get();
    Optional<Manifest> manifest = Manifest.read(directory);
    if (encoder.isEmpty() && manifest.isPresent()) {
      manifest.get().verify(directory);
    }
    Path file = CheckpointFiles.require(directory, CheckpointFiles.CONFIG);
    JsonNode config = CheckpointFiles.readJson(file, Problem.CONFIG);
    if (config.has(KEY) || Files.exists(directory.resolve(CheckpointFiles.ADAPTER_CONFIG))) {
      throw new CheckpointException(
          Problem.CONFIG,
          directory + " lies over another encoder itself: export it, and name the export as base");
    }
    return Optional.of(new BaseModel(name, directory, config));
  }

  /** The SHA-256 of the {@code tokenizer.json} of the encoder that {@link #find} finds. */
  static Optional<String> tokenizerDigest(String name, Path over) throws IOException {
    Optional<Encoder> encoder = Encoder.known(name);
    if (encoder.isPresent()) {
      return Optional.of(encoder.get().tokenizer().sha256());
    }
    Optional<Path> directory = path(name, over);
    return directory.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Sha256.of(CheckpointFiles.require(directory.get(), CheckpointFiles.TOKENIZER)));
  }

  static ConfigException unknown(JsonNode name) {
    return new ConfigException(
        KEY, name, "one of " + Encoder.ids() + ", or the directory of an encoder");
  }

  /** The directory of this name, seen from where something lies over it. */
  static Optional<Path> path(String name, Path over) {
    try {
      Path path = over.toAbsolutePath().resolve(name).normalize();
      return name.isBlank() || !Files.isDirectory(path) ? Optional.empty() : Optional.of(path);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /**
   * The effective configuration of what lies over this; it may repeat the shape, but not change it.
   *
   * @throws ConfigException if it does
   */
  JsonNode under(JsonNode over) {
    if (!over.isObject()) {
      throw new ConfigException("the file", "not a JSON object", "one");
    }
    ObjectNode encoder = config.deepCopy();
    encoder.remove(OF_ITS_CLASSIFIER);
    ObjectNode both = encoder.deepCopy();
    both.setAll((ObjectNode) over);
    if (!both.has("classifier_pooling") && over.has(KEY)) {
      both.set("classifier_pooling", config.get("classifier_pooling"));
    }
    var effective = TransformerConfig.parse(both).withLabels(0);
    var frozen = TransformerConfig.parse(encoder).withLabels(0).withPooling(effective.pooling());
    if (!effective.equals(frozen)) {
      throw new ConfigException(
          "the network's shape", effective, "that of " + name + ": " + frozen);
    }
    return both;
  }

  /**
   * What a foreign adapter without {@code config.json} is taken to say: the base's labels if they
   * are as many as its classifier's rows, or else Hugging Face's names for them.
   */
  ObjectNode defaults(OptionalLong classifierRows) {
    ObjectNode defaults = CheckpointFiles.JSON.createObjectNode();
    long rows = classifierRows.orElse(0);
    JsonNode own = config.path("id2label");
    if (rows > 0 && own.size() == rows) {
      defaults.set("id2label", own);
    } else if (rows > 0) {
      ObjectNode names = defaults.putObject("id2label");
      for (int i = 0; i < rows; i++) {
        names.put(Integer.toString(i), "LABEL_" + i);
      }
    }
    return defaults;
  }
}
