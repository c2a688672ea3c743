package io.copytaster.streams.announce;

import io.copytaster.model.checkpoint.Checkpoint;
import io.copytaster.model.checkpoint.CheckpointException;
import io.copytaster.model.checkpoint.CheckpointException.Problem;
import io.copytaster.model.checkpoint.Encoders;
import io.copytaster.schemas.ModelAnnouncement;
import io.copytaster.streams.storage.CheckpointStore;
import java.io.IOException;
import java.nio.file.Path;

/** Brings a checkpoint of this machine to where every instance reaches it. */
public final class Publication {

  private Publication() {}

  /**
   * Publishes it, and says what there is to announce.
   *
   * @throws CheckpointException if it lies over an encoder that only this machine has
   */
  public static ModelAnnouncement of(
      Checkpoint checkpoint, CheckpointStore store, Encoders encoders) throws IOException {
    requirePortable(checkpoint, encoders);
    return ModelAnnouncements.of(
        checkpoint, store.publish(checkpoint.directory(), checkpoint.id()));
  }

  private static void requirePortable(Checkpoint checkpoint, Encoders encoders) {
    Path tokenizer = checkpoint.tokenizerFile().toAbsolutePath().normalize();
    if (!tokenizer.startsWith(checkpoint.directory().toAbsolutePath().normalize())
        && !tokenizer.startsWith(encoders.folder().normalize())) {
      throw new CheckpointException(
          Problem.CONFIG,
          "%s lies over the encoder in %s, which other instances do not have. `checkpoint export %s"
                  .formatted(checkpoint.id(), tokenizer.resolveSibling(""), checkpoint.directory())
              + " NEW_DIR` makes one directory of both, to be announced instead.");
    }
  }
}
