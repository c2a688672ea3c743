package io.copytaster.model.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.copytaster.model.checkpoint.CheckpointException.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a checkpoint's directory holds: {@code manifest.json}, with every file's size and SHA-256.
 *
 * @param name the checkpoint's name
 * @param createdAt when it was made, where that is known
 * @param files by file name
 */
public record Manifest(String name, @Nullable Instant createdAt, SortedMap<String, Entry> files) {

  /** One file's size in bytes and its SHA-256 in lower-case hex. */
  public record Entry(long size, String sha256) {}

  /** The manifest's own file. */
  public static final String FILE = "manifest.json";

  private static final Pattern FILE_NAME = Pattern.compile("(?!\\.)[^/\\\\:\\x00]+");
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  public Manifest {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
  }

  /** The manifest of what lies in a directory now; hidden files and folders do not count. */
  public static Manifest of(Path directory, String name, @Nullable Instant createdAt)
      throws IOException {
    var files = new TreeMap<String, Entry>();
    try (Stream<Path> listing = Files.list(directory)) {
      for (Path file : (Iterable<Path>) listing::iterator) {
        String fileName = file.getFileName().toString();
        if (Files.isRegularFile(file) && !fileName.equals(FILE) && !fileName.startsWith(".")) {
          files.put(fileName, new Entry(Files.size(file), Sha256.of(file)));
        }
      }
    }
    return new Manifest(name, createdAt, files);
  }

  /**
   * The directory's manifest, if it has one.
   *
   * @throws CheckpointException if it is malformed
   */
  public static Optional<Manifest> read(Path directory) {
    Path file = directory.resolve(FILE);
    return Files.isRegularFile(file)
        ? Optional.of(parse(file, CheckpointFiles.readJson(file, Problem.MANIFEST)))
        : Optional.empty();
  }

  private static Manifest parse(Path file, JsonNode json) {
    var files = new TreeMap<String, Entry>();
    for (Map.Entry<String, JsonNode> field : json.path("files").properties()) {
      JsonNode size = field.getValue().path("size");
      String sha256 = field.getValue().path("sha256").asText();
      if (!FILE_NAME.matcher(field.getKey()).matches()
          || !size.canConvertToLong()
          || !SHA256.matcher(sha256).matches()) {
        throw new CheckpointException(
            Problem.MANIFEST,
            file + ": files." + field.getKey() + " is no file name with a size and a sha256");
      }
      files.put(field.getKey(), new Entry(size.longValue(), sha256));
    }
    String name = json.path("name").asText();
    if (name.isBlank() || files.isEmpty()) {
      throw new CheckpointException(Problem.MANIFEST, file + " needs a name and files");
    }
    try {
      JsonNode createdAt = json.path("createdAt");
      return new Manifest(
          name, createdAt.isTextual() ? Instant.parse(createdAt.textValue()) : null, files);
    } catch (DateTimeException e) {
      throw new CheckpointException(
          Problem.MANIFEST, file + ": createdAt is not an instant of ISO 8601", e);
    }
  }

  /** Writes {@code manifest.json} into the directory. */
  public void write(Path directory) throws IOException {
    ObjectNode json = CheckpointFiles.JSON.createObjectNode();
    json.put("name", name);
    if (createdAt != null) {
      json.put("createdAt", createdAt.toString());
    }
    ObjectNode entries = json.putObject("files");
    files.forEach(
        (file, entry) ->
            entries.putObject(file).put("size", entry.size()).put("sha256", entry.sha256()));
    byte[] bytes = CheckpointFiles.JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(json);
    Files.write(directory.resolve(FILE), bytes);
  }

  /**
   * Reads every file and compares it.
   *
   * @throws CheckpointException naming the first file that is not there or not the same
   */
  public void verify(Path directory) throws IOException {
    verifySizes(directory);
    for (Map.Entry<String, Entry> file : files.entrySet()) {
      String found = Sha256.of(directory.resolve(file.getKey()));
      if (!found.equals(file.getValue().sha256())) {
        throw differs(directory, file.getKey(), "SHA-256", file.getValue().sha256(), found);
      }
    }
  }

  /** As {@link #verify}, by size alone; and nothing that is loaded may be unlisted. */
  public void verifySizes(Path directory) throws IOException {
    for (Map.Entry<String, Entry> file : files.entrySet()) {
      long found = Files.size(CheckpointFiles.require(directory, file.getKey()));
      if (found != file.getValue().size()) {
        throw differs(directory, file.getKey(), "bytes", file.getValue().size(), found);
      }
    }
    for (String loaded : CheckpointFiles.LOADED) {
      if (!files.containsKey(loaded) && Files.exists(directory.resolve(loaded))) {
        throw new CheckpointException(
            Problem.CHECKSUM, directory.resolve(loaded) + " is not listed in " + FILE);
      }
    }
  }

  private static CheckpointException differs(
      Path directory, String file, String what, Object expected, Object found) {
    return new CheckpointException(
        Problem.CHECKSUM,
        "%s is not the file in %s: %s %s, expected %s"
            .formatted(directory.resolve(file), FILE, what, found, expected));
  }
}
