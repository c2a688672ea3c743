package io.copytaster.model.checkpoint;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/** A folder of directories that are made once and then only read, by any number of processes. */
final class CheckpointCache {

  /** File locks keep other processes out; this keeps out the other threads of ours. */
  private static final Object THIS_PROCESS = new Object();

  private final Path root;

  CheckpointCache(Path root) {
    this.root = root.toAbsolutePath();
  }

  Path root() {
    return root;
  }

  /**
   * The user's cache folder: {@code COPYTASTER_CACHE}, else {@code copytaster} in {@code
   * XDG_CACHE_HOME}, else in the home directory's {@code .cache}.
   */
  static Path defaultRoot(Map<String, String> environment, Path home) {
    String own = environment.getOrDefault("COPYTASTER_CACHE", "");
    if (!own.isBlank()) {
      return Path.of(own);
    }
    String shared = environment.getOrDefault("XDG_CACHE_HOME", "");
    return (shared.isBlank() ? home.resolve(".cache") : Path.of(shared)).resolve("copytaster");
  }

  /**
   * The directory of this name, made if it is not there or not what its manifest says by size.
   *
   * @param filler writes the manifest too
   */
  Path obtain(String name, AtomicDirectory.Filler filler) throws IOException {
    Path target = root.resolve(name);
    if (isComplete(target)) {
      return target;
    }
    Files.createDirectories(root);
    synchronized (THIS_PROCESS) {
      try (var channel =
              FileChannel.open(
                  root.resolve("." + name + ".lock"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          var lock = channel.lock()) {
        if (!isComplete(target)) {
          AtomicDirectory.replace(target, filler);
        }
      }
    }
    return target;
  }

  private static boolean isComplete(Path directory) throws IOException {
    try {
      var manifest = Manifest.read(directory);
      if (manifest.isPresent()) {
        manifest.get().verifySizes(directory);
      }
      return manifest.isPresent();
    } catch (CheckpointException e) {
      return false;
    }
  }
}
