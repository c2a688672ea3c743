package io.copytaster.model.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.copytaster.model.network.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** The encoder that a head or an adapter lies over, as its configuration names it. */
final class BaseModel {

  /** Where {@code config.json} names it. */
  static final String KEY = "base_model";

  private BaseModel() {}

  /**
   * Its directory: that of an encoder that Maven brings, by our name for it or the hub's, or one
   * that is named by its path.
   *
   * @param over the directory of the head or adapter; relative paths start there
   * @return empty if the name is none of these
   */
  static Optional<Path> directory(String name, Path over, Encoders encoders) throws IOException {
    Optional<Encoder> encoder = Encoder.known(name);
    return encoder.isPresent() ? Optional.of(encoders.directory(encoder.get())) : path(name, over);
  }

  /** The SHA-256 of its {@code tokenizer.json}. */
  static Optional<String> tokenizerDigest(String name, Path over) throws IOException {
    Optional<Encoder> encoder = Encoder.known(name);
    if (encoder.isPresent()) {
      return Optional.of(encoder.get().tokenizer().sha256());
    }
    Optional<Path> directory = path(name, over);
    return directory.isPresent()
        ? Optional.of(
            Sha256.of(CheckpointFiles.require(directory.get(), CheckpointFiles.TOKENIZER)))
        : Optional.empty();
  }

  static ConfigException unknown(JsonNode name) {
    return new ConfigException(
        KEY, name, "one of " + Encoder.ids() + ", or the directory of an encoder");
  }

  private static Optional<Path> path(String name, Path over) {
    try {
      Path path = over.toAbsolutePath().resolve(name).normalize();
      return name.isBlank() || !Files.isDirectory(path) ? Optional.empty() : Optional.of(path);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
