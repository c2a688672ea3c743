package io.copytaster.model.checkpoint;

import io.copytaster.model.network.TransformerConfig;
import io.copytaster.model.tensors.Onnx;
import io.copytaster.model.tensors.SafetensorsWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The encoders that Maven brings, each turned once into a Hugging Face directory in a cache. */
public final class Encoders {

  private final CheckpointCache cache;

  /**
   * @param cache the folder to keep them in; made when first needed
   */
  public Encoders(Path cache) {
    this.cache = new CheckpointCache(cache);
  }

  /** In the user's cache folder; the environment variable COPYTASTER_CACHE names another. */
  public static Encoders inUserCache() {
    return new Encoders(
        CheckpointCache.defaultRoot(System.getenv(), Path.of(System.getProperty("user.home"))));
  }

  /**
   * The encoder's directory, imported if this is the first time.
   *
   * @throws CheckpointException if what is on the class path is not what is expected
   */
  public Path directory(Encoder encoder) throws IOException {
    return cache.obtain(encoder.cacheName(), directory -> importInto(directory, encoder));
  }

  /** The folder they are kept in, which may not be there yet. */
  public Path folder() {
    return cache.root();
  }

  CheckpointCache cache() {
    return cache;
  }

  private static void importInto(Path directory, Encoder encoder) throws IOException {
    ClassLoader classPath = Encoders.class.getClassLoader();
    Files.write(directory.resolve(CheckpointFiles.CONFIG), encoder.config());
    write(directory.resolve(CheckpointFiles.TOKENIZER), encoder.tokenizer().read(classPath));
    Path weights = directory.resolve(CheckpointFiles.WEIGHTS);
    Onnx model = Onnx.read(encoder.onnx().read(classPath));
    SafetensorsWriter.write(weights, OnnxEncoder.weights(model), SafetensorsWriter.PYTORCH);

    var config = TransformerConfig.parse(CheckpointFiles.JSON.readTree(encoder.config()));
    CheckpointWeights.open(WeightFiles.of(weights), config).close();
    Manifest.of(directory, encoder.id()).write(directory);
  }

  private static void write(Path file, ByteBuffer content) throws IOException {
    try (var channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      while (content.hasRemaining()) {
        channel.write(content);
      }
    }
  }
}
