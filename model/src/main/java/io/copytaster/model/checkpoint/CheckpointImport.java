package io.copytaster.model.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.copytaster.model.checkpoint.CheckpointException.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Takes checkpoints over into directories of their own, with a manifest of what was taken. */
public final class CheckpointImport {

  /** What is taken beside the files that are loaded, where it is there. */
  private static final List<String> COMPANIONS =
      List.of(
          TokenizerConfig.FILE,
          "special_tokens_map.json",
          "vocab.txt",
          CheckpointFiles.CARD,
          "LICENSE",
          "NOTICE");

  private CheckpointImport() {}

  /**
   * Copies a directory that {@link Checkpoint#open} accepts. The new name is the target's.
   *
   * @param target must not be there yet; appears whole or not at all
   * @throws CheckpointException if the source cannot be used, or the target is there
   */
  public static Checkpoint importDirectory(Path source, Path target, Encoders encoders)
      throws IOException {
    Checkpoint checkpoint = Checkpoint.open(source, encoders);
    Path absolute = target.toAbsolutePath().normalize();
    try (var lock = OutputLock.acquire(absolute)) {
      AtomicDirectory.create(
          absolute,
          directory -> {
            copy(source, directory, CheckpointFiles.LOADED);
            copy(source, directory, COMPANIONS);
            keepBase(source, directory, CheckpointFiles.CONFIG, BaseModel.KEY);
            keepBase(source, directory, CheckpointFiles.ADAPTER_CONFIG, AdapterConfig.BASE_MODEL);
            String name = absolute.getFileName().toString();
            Manifest.of(directory, name, checkpoint.provenance(), checkpoint.identity())
                .write(directory);
          });
    }
    return Checkpoint.open(target, encoders);
  }

  /** Copies an encoder that Maven brings. */
  public static Checkpoint importEncoder(Encoder encoder, Path target, Encoders encoders)
      throws IOException {
    return importDirectory(encoders.directory(encoder), target, encoders);
  }

  private static void copy(Path source, Path target, List<String> names) throws IOException {
    for (String name : names) {
      if (Files.isRegularFile(source.resolve(name))) {
        Files.copy(source.resolve(name), target.resolve(name));
      }
    }
  }

  /** A base that is named from where the source lies is named from everywhere. */
  private static void keepBase(Path source, Path target, String file, String key)
      throws IOException {
    Path copy = target.resolve(file);
    if (!Files.isRegularFile(copy)) {
      return;
    }
    JsonNode json = CheckpointFiles.readJson(copy, Problem.CONFIG);
    String name = json.path(key).asText();
    Optional<Path> base = BaseModel.path(name, source);
    if (Encoder.known(name).isEmpty() && base.isPresent()) {
      ((ObjectNode) json).put(key, base.get().toString());
      CheckpointFiles.writeJson(copy, json);
    }
  }
}
