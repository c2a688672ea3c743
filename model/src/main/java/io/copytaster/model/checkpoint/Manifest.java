package io.copytaster.model.checkpoint;

import io.copytaster.model.checkpoint.CheckpointException.Problem;
import io.copytaster.model.label.LabelSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a checkpoint's directory holds, and where it comes from: {@code manifest.json}.
 *
 * @param name the checkpoint's name
 * @param files by file name
 */
public record Manifest(
    String name, Provenance provenance, Identity identity, SortedMap<String, Entry> files) {

  /** One file's size in bytes and its SHA-256 in lower-case hex. */
  public record Entry(long size, String sha256) {}

  /**
   * What weights mean nothing without, wherever it lies.
   *
   * @param tokenizer the SHA-256 of {@code tokenizer.json}, the base's if it is used; null if not
   *     known
   * @param labels the {@link LabelSet#digest}; null if not known, or there is no classifier
   */
  public record Identity(@Nullable String tokenizer, @Nullable String labels) {

    /** Nothing is known. */
    public static final Identity UNKNOWN = new Identity(null, null);
  }

  /** The manifest's own file. */
  public static final String FILE = "manifest.json";

  public Manifest {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
  }

  /** What there is to say of a directory that has no manifest. */
  static Manifest unwritten(String name) {
    return new Manifest(name, Provenance.UNKNOWN, Identity.UNKNOWN, new TreeMap<>());
  }

  /** The manifest of what lies in a directory now, and of nothing else. */
  public static Manifest of(Path directory, String name) throws IOException {
    return of(directory, name, Provenance.UNKNOWN, Identity.UNKNOWN);
  }

  /** The manifest of what lies in a directory now; hidden files and folders do not count. */
  static Manifest of(Path directory, String name, Provenance provenance, Identity identity)
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
    return new Manifest(name, provenance, identity, files);
  }

  /**
   * The directory's manifest, if it has one.
   *
   * @throws CheckpointException if it is malformed
   */
  public static Optional<Manifest> read(Path directory) {
    Path file = directory.resolve(FILE);
    return Files.isRegularFile(file)
        ? Optional.of(ManifestJson.parse(file, CheckpointFiles.readJson(file, Problem.MANIFEST)))
        : Optional.empty();
  }

  /** As {@link #read}, from the file's bytes. */
  static Manifest parse(Object source, byte[] json) throws IOException {
    return ManifestJson.parse(source, CheckpointFiles.JSON.readTree(json));
  }

  /** Writes {@code manifest.json} into the directory. */
  public void write(Path directory) throws IOException {
    CheckpointFiles.writeJson(directory.resolve(FILE), ManifestJson.of(this));
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
    for (String loaded : CheckpointFiles.LISTED) {
      if (!files.containsKey(loaded) && Files.exists(directory.resolve(loaded))) {
        throw new CheckpointException(
            Problem.CHECKSUM, directory.resolve(loaded) + " is not listed in " + FILE);
      }
    }
  }

  /**
   * @throws CheckpointException if this is not the tokenizer that the weights were trained with
   */
  void verifyTokenizer(Path tokenizer) throws IOException {
    String expected = identity.tokenizer();
    if (expected == null) {
      return;
    }
    String found = Sha256.of(tokenizer);
    if (!found.equals(expected)) {
      throw new CheckpointException(
          Problem.TOKENIZER_CHANGED,
          "%s is not the tokenizer that %s was trained with: SHA-256 %s, expected %s"
              .formatted(tokenizer, name, found, expected));
    }
  }

  /**
   * @throws CheckpointException if these are not the labels, in their order, of the classifier
   */
  void verifyLabels(Path directory, LabelSet labels) {
    String expected = identity.labels();
    if (expected != null && !labels.digest().equals(expected)) {
      throw new CheckpointException(
          Problem.LABELS_CHANGED,
          "%s: the labels %s have the digest %s, and %s says %s: id2label is not that of training"
              .formatted(directory, labels.names(), labels.digest(), FILE, expected));
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
