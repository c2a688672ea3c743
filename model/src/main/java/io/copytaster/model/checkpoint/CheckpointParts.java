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
 * @param config the effective {@code config.json}: a head's over its encoder's
 * @param weights the files whose tensors together are the network's
 * @param digest SHA-256 over the digests of all files
 */
record CheckpointParts(
    String name, JsonNode config, Path tokenizer, List<Path> weights, String digest) {

  private static final String BASE_MODEL = "base_model";

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
    Optional<Manifest> manifest = Manifest.read(directory);
    if (manifest.isPresent()) {
      manifest.get().verify(directory);
    }
    String name = manifest.map(Manifest::name).orElse(directoryName(directory));
    JsonNode config = config(directory);
    if (!config.hasNonNull(BASE_MODEL)) {
      return new CheckpointParts(
          name,
          config,
          CheckpointFiles.require(directory, CheckpointFiles.TOKENIZER),
          List.of(CheckpointFiles.require(directory, CheckpointFiles.WEIGHTS)),
          Sha256.of(digests(directory)));
    }
    Path base = encoders.directory(encoder(config.get(BASE_MODEL)));
    var digests = new ArrayList<>(digests(directory));
    digests.addAll(digests(base));
    return new CheckpointParts(
        name,
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

  private static Encoder encoder(JsonNode id) {
    return Encoder.named(id.asText())
        .orElseThrow(() -> new ConfigException(BASE_MODEL, id, "one of " + Encoder.ids()));
  }

  /** A head may repeat its encoder's shape, but not change it. */
  private static JsonNode over(JsonNode head, JsonNode encoder) {
    ObjectNode both = encoder.deepCopy();
    both.setAll((ObjectNode) head);
    var effective = TransformerConfig.parse(both).withLabels(0);
    var frozen = TransformerConfig.parse(encoder).withPooling(effective.pooling());
    if (!effective.equals(frozen)) {
      throw new ConfigException(
          "the network's shape", effective, "that of " + head.get(BASE_MODEL) + ": " + frozen);
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
