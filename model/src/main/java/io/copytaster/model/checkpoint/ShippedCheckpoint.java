package io.copytaster.model.checkpoint;

import io.copytaster.model.checkpoint.CheckpointException.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The classifier that comes with the program: a head or an adapter over MiniLM. */
public final class ShippedCheckpoint {

  private static final String FOLDER = "io/copytaster/model/shipped/";

  private ShippedCheckpoint() {}

  /**
   * Opens it, unpacked into the encoders' cache the first time.
   *
   * @throws CheckpointException if this build has none, or its files are not those of its manifest
   */
  public static Checkpoint open(Encoders encoders) throws IOException {
    return open(encoders, ShippedCheckpoint.class.getClassLoader());
  }

  static Checkpoint open(Encoders encoders, ClassLoader classPath) throws IOException {
    var contents = new LinkedHashMap<String, byte[]>();
    byte[] manifest = read(classPath, FOLDER + Manifest.FILE);
    for (String name : Manifest.parse(FOLDER, manifest).files().keySet()) {
      contents.put(name, read(classPath, FOLDER + name));
    }
    contents.put(Manifest.FILE, manifest);
    String digest = Sha256.of(manifest);
    Path directory =
        encoders
            .cache()
            .obtain("shipped-" + digest.substring(0, 12), target -> unpack(contents, target));
    return Checkpoint.open(directory, encoders);
  }

  private static byte[] read(ClassLoader classPath, String path) throws IOException {
    try (InputStream in = classPath.getResourceAsStream(path)) {
      if (in == null) {
        throw new CheckpointException(
            Problem.FILE_MISSING,
            path + " is not on the class path: this build ships no classifier, name a directory");
      }
      return in.readAllBytes();
    }
  }

  private static void unpack(Map<String, byte[]> contents, Path target) throws IOException {
    for (Map.Entry<String, byte[]> file : contents.entrySet()) {
      Files.write(target.resolve(file.getKey()), file.getValue());
    }
  }
}
