package io.copytaster.benchmarks.stream;

import io.copytaster.model.checkpoint.Checkpoint;
import io.copytaster.model.checkpoint.CheckpointImport;
import io.copytaster.model.checkpoint.Encoders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A checkpoint once more, the lowest bit of one weight apart: another model for all who ask. */
final class Twin {

  private static final String MANIFEST = "manifest.json";
  private static final List<String> WEIGHTS =
      List.of("adapter_model.safetensors", "head.safetensors", "model.safetensors");

  private Twin() {}

  /**
   * @param folder where it gets a directory of its own
   */
  static Checkpoint of(Checkpoint checkpoint, Path folder, Encoders encoders) throws IOException {
    Path copy = Files.createDirectories(folder.resolve("copy"));
    try (var files = Files.list(checkpoint.directory())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, copy.resolve(file.getFileName().toString()));
      }
    }
    Files.delete(copy.resolve(MANIFEST));
    flipLastWeight(copy);
    return CheckpointImport.importDirectory(copy, folder.resolve("twin"), encoders);
  }

  /** The file ends with little-endian numbers. */
  private static void flipLastWeight(Path directory) throws IOException {
    Path weights =
        WEIGHTS.stream().map(directory::resolve).filter(Files::exists).findFirst().orElseThrow();
    byte[] bytes = Files.readAllBytes(weights);
    bytes[bytes.length - Float.BYTES] ^= 1;
    Files.write(weights, bytes);
  }
}
