package io.copytaster.streams.storage;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Collection;
import java.util.SortedSet;

/** Storage that every instance reaches, one folder for each checkpoint. Safe for any thread. */
public interface CheckpointStore extends AutoCloseable {

  /**
   * Copies a checkpoint's files into a folder of their own, whole or not at all. What lies there
   * under this identifier already is the same, and stays.
   *
   * @param checkpoint a directory with a manifest; what that does not list is not copied
   * @param id the checkpoint's identifier
   * @return the folder
   * @throws IOException worth trying again
   * @throws io.copytaster.model.checkpoint.CheckpointException if the files are not the manifest's,
   *     or the identifier cannot be a folder's name
   * @throws IllegalStateException if something else lies there under this identifier
   */
  URI publish(Path checkpoint, String id) throws IOException;

  /**
   * Copies files of a published checkpoint. It is looked for in this store alone, by the last part
   * of its folder's name: others may have mounted the storage elsewhere.
   *
   * @param folder as {@link #publish} returned it, here or elsewhere
   * @param files by name, relative to the folder
   * @param into an existing directory
   * @throws IOException worth trying again
   */
  void fetch(URI folder, Collection<String> files, Path into) throws IOException;

  /** The identifiers of all that is published here. */
  SortedSet<String> ids() throws IOException;

  /** Removes a checkpoint; nothing happens if it is not there. */
  void delete(String id) throws IOException;

  @Override
  void close();
}
