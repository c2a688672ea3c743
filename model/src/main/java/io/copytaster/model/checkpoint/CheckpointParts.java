package io.copytaster.model.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.copytaster.model.checkpoint.CheckpointException.Problem;
import io.copytaster.model.network.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a checkpoint's parts lie: all in one directory, or a classifier's head or an adapter in one
 * and its frozen encoder in another.
 *
 * @param manifest what is known of it; without {@code manifest.json} its directory's name alone
 * @param config the effective {@code config.json}: that of a head or adapter over its encoder's
 * @param weights the files whose tensors together are the network's
 * @param digest SHA-256 over the digests of all files
 */
record CheckpointParts(
    Manifest manifest, JsonNode config, Path tokenizer, WeightFiles weights, String digest) {

  /**
   * Finds the parts, after their checksums where a manifest has them.
   *
   * @throws ConfigException if {@code base_model} names no encoder, or not one of this shape
   */
  static CheckpointParts of(Path directory, Encoders encoders) throws IOException {
    boolean adapted = Files.exists(directory.resolve(CheckpointFiles.ADAPTER_CONFIG));
    if (!adapted) {
      CheckpointFiles.require(directory, CheckpointFiles.CONFIG);
    }
    Manifest manifest = verified(directory);
    if (adapted) {
      return adapter(directory, manifest, encoders);
    }
    JsonNode config = config(directory);
    return config.hasNonNull(BaseModel.KEY)
        ? head(directory, manifest, config, encoders)
        : whole(directory, manifest, config);
  }

  private static CheckpointParts whole(Path directory, Manifest manifest, JsonNode config)
      throws IOException {
    return new CheckpointParts(
        manifest,
        config,
        CheckpointFiles.require(directory, CheckpointFiles.TOKENIZER),
        WeightFiles.of(CheckpointFiles.require(directory, CheckpointFiles.WEIGHTS)),
        Sha256.of(digests(directory)));
  }

  private static CheckpointParts head(
      Path directory, Manifest manifest, JsonNode config, Encoders encoders) throws IOException {
    BaseModel base = BaseModel.named(config.get(BaseModel.KEY), directory, encoders);
    return new CheckpointParts(
        manifest,
        base.under(config),
        CheckpointFiles.require(base.directory(), CheckpointFiles.TOKENIZER),
        WeightFiles.of(
            CheckpointFiles.require(directory, CheckpointFiles.WEIGHTS),
            CheckpointFiles.require(base.directory(), CheckpointFiles.WEIGHTS)),
        digest(directory, base));
  }

  private static CheckpointParts adapter(Path directory, Manifest manifest, Encoders encoders)
      throws IOException {
    if (Files.exists(directory.resolve(CheckpointFiles.WEIGHTS))) {
      throw new CheckpointException(
          Problem.ADAPTER,
          "%s holds both %s and %s: remove the one that is not meant"
              .formatted(directory, CheckpointFiles.ADAPTER_CONFIG, CheckpointFiles.WEIGHTS));
    }
    AdapterConfig adapter = AdapterConfig.read(directory);
    boolean ours = Files.exists(directory.resolve(CheckpointFiles.CONFIG));
    JsonNode config = ours ? config(directory) : CheckpointFiles.JSON.createObjectNode();
    BaseModel base =
        config.hasNonNull(BaseModel.KEY)
            ? BaseModel.named(config.get(BaseModel.KEY), directory, encoders)
            : BaseModel.find(adapter.base(), directory, encoders).orElseThrow(adapter::unknownBase);
    var weights =
        new WeightFiles(
            List.of(CheckpointFiles.require(base.directory(), CheckpointFiles.WEIGHTS)),
            new WeightFiles.Adapter(
                CheckpointFiles.require(directory, CheckpointFiles.ADAPTER_WEIGHTS), adapter));
    return new CheckpointParts(
        manifest,
        base.under(ours ? config : base.defaults(weights.classifierRows())),
        CheckpointFiles.require(base.directory(), CheckpointFiles.TOKENIZER),
        weights,
        digest(directory, base));
  }

  private static Manifest verified(Path directory) throws IOException {
    Optional<Manifest> manifest = Manifest.read(directory);
    if (manifest.isPresent()) {
      manifest.get().verify(directory);
    }
    return manifest.orElseGet(() -> Manifest.unwritten(directoryName(directory)));
  }

  private static JsonNode config(Path directory) {
    return CheckpointFiles.readJson(directory.resolve(CheckpointFiles.CONFIG), Problem.CONFIG);
  }

  private static String digest(Path directory, BaseModel base) throws IOException {
    var digests = new ArrayList<>(digests(directory));
    digests.addAll(digests(base.directory()));
    return Sha256.of(digests);
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
