package io.copytaster.streams.storage;

import io.copytaster.model.checkpoint.FileDigests;
import io.copytaster.model.checkpoint.Manifest;
import io.copytaster.schemas.ModelAnnouncement;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** Directories that look like checkpoints to whoever only copies them. */
final class Fixtures {

  static final String ID = "desks-0123456789ab";

  private Fixtures() {}

  /** A directory with a manifest; other weights make another checkpoint. */
  static Path checkpoint(Path directory, String weights) throws IOException {
    Files.createDirectories(directory);
    Files.writeString(directory.resolve("config.json"), "{}");
    Files.writeString(directory.resolve("model.safetensors"), weights);
    Files.writeString(directory.resolve("golden.jsonl"), "{\"id\":\"1\"}\n");
    Manifest.of(directory, "desks").write(directory);
    Files.writeString(directory.resolve("optimizer.state"), "not listed, not published");
    return directory;
  }

  static ModelAnnouncement announced(Path checkpoint, String id, URI folder) throws IOException {
    return ModelAnnouncement.newBuilder()
        .setChannel("champion")
        .setModel(id)
        .setUri(folder.toString())
        .setDigests(FileDigests.of(checkpoint).byName())
        .build();
  }
}
