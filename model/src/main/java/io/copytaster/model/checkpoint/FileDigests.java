package io.copytaster.model.checkpoint;

import io.copytaster.model.checkpoint.CheckpointException.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The SHA-256 of every file of a checkpoint, its manifest among them: what tells a copy from the
 * original, wherever it comes from.
 *
 * @param byName in lower-case hex, by file name
 */
public record FileDigests(SortedMap<String, String> byName) {

  /**
   * @throws CheckpointException if a name is none of a plain file, a digest no SHA-256, or {@code
   *     manifest.json} is not among them
   */
  public FileDigests {
    byName = Collections.unmodifiableSortedMap(new TreeMap<>(byName));
    byName.forEach(FileDigests::requirePlain);
    if (!byName.containsKey(Manifest.FILE)) {
      throw new CheckpointException(
          Problem.MANIFEST, "the digests of " + byName.keySet() + " list no " + Manifest.FILE);
    }
  }

  /** As somebody else states them. */
  public static FileDigests of(Map<String, String> byName) {
    return new FileDigests(new TreeMap<>(byName));
  }

  /**
   * Those of a directory: of the files that its manifest lists, as it has them, and of itself.
   *
   * @throws CheckpointException if it has no manifest, or a malformed one
   */
  public static FileDigests of(Path directory) throws IOException {
    Path file = CheckpointFiles.require(directory, Manifest.FILE);
    var digests = new TreeMap<String, String>();
    Manifest.read(directory)
        .ifPresent(
            manifest ->
                manifest.files().forEach((name, entry) -> digests.put(name, entry.sha256())));
    digests.put(Manifest.FILE, Sha256.of(file));
    return new FileDigests(digests);
  }

  /** Whether these bytes are the manifest's. */
  public boolean isManifest(byte[] content) {
    return Sha256.of(content).equals(byName.get(Manifest.FILE));
  }

  /**
   * Compares the manifest alone: that it is the one meant, and lists just these files.
   *
   * @throws CheckpointException if not
   */
  public void verifyManifest(Path directory) throws IOException {
    verify(directory, Manifest.FILE);
    Map<String, String> listed = of(directory).byName();
    if (!listed.equals(byName)) {
      throw new CheckpointException(
          Problem.MANIFEST,
          "%s in %s lists %s, and the digests are of %s"
              .formatted(Manifest.FILE, directory, listed.keySet(), byName.keySet()));
    }
  }

  /**
   * Reads every one of these files in a directory and compares it, sizes first.
   *
   * @throws CheckpointException naming the first that is missing or different
   */
  public void verify(Path directory) throws IOException {
    verifyManifest(directory);
    Manifest.read(directory).orElseThrow().verifySizes(directory);
    for (String name : byName.keySet()) {
      verify(directory, name);
    }
  }

  /**
   * As {@link #verify}, and nothing else may lie in the directory.
   *
   * @throws CheckpointException naming what does
   */
  public void verifyExactly(Path directory) throws IOException {
    verify(directory);
    Set<String> others = names(directory);
    others.removeAll(byName.keySet());
    if (!others.isEmpty()) {
      throw new CheckpointException(
          Problem.CHECKSUM, directory + " holds " + others + ", which no digest was given for");
    }
  }

  private void verify(Path directory, String name) throws IOException {
    Path file = CheckpointFiles.require(directory, name);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new CheckpointException(Problem.CHECKSUM, file + " is a link, not a file");
    }
    String found = Sha256.of(file);
    if (!found.equals(byName.get(name))) {
      throw new CheckpointException(
          Problem.CHECKSUM,
          "%s is not the file meant: SHA-256 %s, expected %s"
              .formatted(file, found, byName.get(name)));
    }
  }

  private static Set<String> names(Path directory) throws IOException {
    var names = new TreeSet<String>();
    try (Stream<Path> listing = Files.list(directory)) {
      listing.forEach(file -> names.add(file.getFileName().toString()));
    }
    return names;
  }

  private static void requirePlain(String name, String digest) {
    if (!ManifestJson.FILE_NAME.matcher(name).matches()) {
      throw new CheckpointException(
          Problem.MANIFEST, "'" + name + "' is not the name of a file inside a checkpoint");
    }
    if (!ManifestJson.SHA256.matcher(digest).matches()) {
      throw new CheckpointException(
          Problem.MANIFEST, "'" + digest + "' of " + name + " is not a SHA-256 in lower-case hex");
    }
  }
}
