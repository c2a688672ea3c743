package io.copytaster.streams.storage;

import io.copytaster.model.checkpoint.CheckpointException;
import io.copytaster.model.checkpoint.CheckpointException.Problem;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

/** Names that come from outside and become names of files: nothing in them leads anywhere else. */
final class CheckpointNames {

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,199}");
  private static final Pattern FILE = Pattern.compile("(?!\\.)[^/\\\\:\\p{Cntrl}]{1,255}");

  private CheckpointNames() {}

  static boolean isId(String id) {
    return ID.matcher(id).matches();
  }

  /**
   * @throws CheckpointException if it cannot be the name of a folder
   */
  static String requireId(String id) {
    if (!isId(id)) {
      throw new CheckpointException(
          Problem.MANIFEST,
          "'%s' cannot be the name of a folder, which takes 1 to 200 letters, digits, dots,"
                  .formatted(id)
              + " underscores and hyphens: change the name in manifest.json");
    }
    return id;
  }

  /**
   * @throws CheckpointException if it is anything but the name of a file in a folder
   */
  static String requireFile(String name) {
    if (!FILE.matcher(name).matches()) {
      throw new CheckpointException(
          Problem.MANIFEST, "'" + name + "' is not the name of a file inside a checkpoint");
    }
    return name;
  }

  /**
   * @throws CheckpointException if it is no URI
   */
  static URI requireFolder(String uri) {
    try {
      return new URI(uri);
    } catch (URISyntaxException e) {
      throw new CheckpointException(Problem.MANIFEST, "'" + uri + "' is no URI: " + e.getMessage());
    }
  }

  /** The identifier that a published folder is named after, wherever the storage is mounted. */
  static String idOf(URI folder) {
    String path = folder.isOpaque() ? "" : folder.getPath().replaceFirst("/+$", "");
    return requireId(path.substring(path.lastIndexOf('/') + 1));
  }
}
