package io.copytaster.model.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Takes checkpoints over into directories of their own, with a manifest of what was taken. */
public final class CheckpointImport {

  /** What is taken beside the files that are loaded, where it is there. */
  private static final List<String> COMPANIONS =
      List.of(
          "tokenizer_config.json",
          "special_tokens_map.json",
          "vocab.txt",
          "README.md",
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
}
