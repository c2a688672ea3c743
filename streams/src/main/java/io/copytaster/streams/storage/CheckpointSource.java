package io.copytaster.streams.storage;

import io.copytaster.schemas.ModelAnnouncement;
import java.io.IOException;
import java.nio.file.Path;

/** Where the files of an announced checkpoint come from. */
@FunctionalInterface
public interface CheckpointSource {

  /**
   * The files in a directory of this machine, each compared with its announced digest.
   *
   * @throws IOException worth trying again: storage that is away, a full disk
   * @throws io.copytaster.model.checkpoint.CheckpointException if these are not the files announced
   */
  Path obtain(ModelAnnouncement announcement) throws IOException;
}
