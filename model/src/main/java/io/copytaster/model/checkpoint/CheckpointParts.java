package io.copytaster.model.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.copytaster.model.checkpoint.CheckpointException.Problem;
import io.copytaster.model.network.ConfigException;
import io.copytaster.model.network.TransformerConfig;
import io.copytaster.model.tensors.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a checkpoint's parts lie: all in one directory, or a classifier's head in one and its
 * frozen encoder, named by {@code base_model}, in another.
 *
 * @param manifest what is known of it; without {@code manifest.json} its directory's name alone
 * @param config the effective {@code config.json}: a head's over its encoder's
 * @param weights the files whose tensors together are the network's
 * @param digest SHA-256 over the digests of all files
 */
record CheckpointParts(
    Manifest manifest, JsonNode config, Path tokenizer, List<Path> weights, String digest) {

  CheckpointParts {
    weights = List.copyOf(weights);
  }

  /**
   * Finds the parts, after their checksums where a manifest has them.
   *
   * @throws ConfigException if {@code base_model} names no encoder, or not one of this shape
   */
  static CheckpointParts of(Path directory, Encoders encoders) throws IOException {
    CheckpointFiles.require(directory, CheckpointFiles.CONFIG);
    Optional<Manifest> read = Manifest.read(directory);
    if (read.isPresent()) {
      read.get().verify(directory);
    }
    Manifest manifest = read.orElseGet(() -> Manifest.unwritten(directoryName(directory)));
    JsonNode config = config(directory);
    if (!config.hasNonNull(BaseModel.KEY)) {
      return new CheckpointParts(
          manifest,
          config,
          CheckpointFiles.require(directory, CheckpointFiles.TOKENIZER),
          List.of(CheckpointFiles.require(directory, CheckpointFiles.WEIGHTS)),
          Sha256.of(digests(directory)));
    }
    JsonNode named = config.get(BaseModel.KEY);
    Path base =
        BaseModel.directory(named.asText(), directory, encoders)
            .orElseThrow(() -> BaseModel.unknown(named));
    var digests = new ArrayList<>(digests(directory));
    digests.addAll(digests(base));
    return new CheckpointParts(
        manifest,
        over(config, config(base)),
        CheckpointFiles.require(base, CheckpointFiles.TOKENIZER),
        List.of(
            CheckpointFiles.require(directory, CheckpointFiles.WEIGHTS),
            CheckpointFiles.require(base, CheckpointFiles.WEIGHTS)),
        Sha256.of(digests));
  }

  /** Whether there is a classifier among the weights. */
  boolean hasClassifier() throws IOException {
    for (Path path : weights) {
      try (Safetensors file = CheckpointWeights.openFile(path)) {
        if (file.names().stream()
            .map(TensorNames::canonical)
            .anyMatch(TensorNames.CLASSIFIER_WEIGHT::equals)) {
          return true;
        }
      }
    }
    return false;
  }

  /** A head may repeat its encoder's shape, but not change it. */
  private static JsonNode over(JsonNode head, JsonNode encoder) {
    ObjectNode both = encoder.deepCopy();
    both.setAll((ObjectNode) head);
    var effective = TransformerConfig.parse(both).withLabels(0);
    var frozen = TransformerConfig.parse(encoder).withPooling(effective.pooling());
    if (!effective.equals(frozen)) {
      throw new ConfigException(
          "the network's shape", effective, "that of " + head.get(BaseModel.KEY) + ": " + frozen);
    }
    return both;
  }

  private static JsonNode config(Path directory) {
    return CheckpointFiles.readJson(directory.resolve(CheckpointFiles.CONFIG), Problem.CONFIG);
  }

  /** The SHA-256 of each file that is loaded from here, from the manifest where it has them. */
  private static List<String> digests(Path directory) throws IOException {
    Optional<Manifest> manifest = Manifest.read(directory);
    var digests = new ArrayList<String>();
    for (String name : CheckpointFiles.LOADED) {
      if (Files.exists(directory.resolve(name))) {
        Optional<String> listed =
            manifest.map(m -> m.files().get(name)).map(Manifest.Entry::sha256);
        digests.add(listed.isPresent() ? listed.get() : Sha256.of(directory.resolve(name)));
      }
    }
    return digests;
  }

  private static String directoryName(Path directory) {
    Path last = directory.toAbsolutePath().normalize().getFileName();
    return last == null ? "checkpoint" : last.toString();
  }
}
