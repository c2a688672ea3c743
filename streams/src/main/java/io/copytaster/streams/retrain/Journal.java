package io.copytaster.streams.retrain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** The latest state of the retraining on disk, whole or as it was before. */
final class Journal {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path file;

  /**
   * @param directory made if it is not there
   */
  Journal(Path directory) {
    this.file = directory.resolve("journal.json");
  }

  /**
   * The state that was saved last; idle if none was.
   *
   * @throws IOException if it cannot be read, or another version wrote it
   */
  RetrainState load() throws IOException {
    if (!Files.exists(file)) {
      return new RetrainState.Idle();
    }
    try {
      return JSON.readValue(file.toFile(), RetrainState.class);
    } catch (JsonProcessingException e) {
      throw new IOException(
          "%s is no journal of this version: %s; remove it to give the run up"
              .formatted(file, e.getOriginalMessage()),
          e);
    }
  }

  /** Forced to disk before it takes the earlier one's place. */
  void save(RetrainState state) throws IOException {
    Path folder = file.resolveSibling("");
    Files.createDirectories(folder);
    Path next = file.resolveSibling("journal.json.next");
    Files.write(
        next,
        JSON.writerWithDefaultPrettyPrinter().forType(RetrainState.class).writeValueAsBytes(state));
    try (var channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
