package io.copytaster.streams.retrain;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.copytaster.model.checkpoint.AtomicDirectory;
import io.copytaster.model.dataset.ArticleReader;
import io.copytaster.model.dataset.BadRows;
import io.copytaster.model.dataset.LabeledText;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** A run's own folder: its rows, and the checkpoints that it makes. */
record RunFolder(Path directory) {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** That of a run, in the folder of all of them. */
  static RunFolder of(Path parent, Run run) {
    return new RunFolder(parent.resolve("run-" + run.id()));
  }

  /** The rows to learn from. */
  Path training() {
    return directory.resolve("training.jsonl");
  }

  /** The rows to judge by. */
  Path heldOut() {
    return directory.resolve("held-out.jsonl");
  }

  /** What the trainer writes. */
  Path trained() {
    return directory.resolve("trained");
  }

  /** The same as a whole, where it lies over something that other machines do not have. */
  Path whole() {
    return directory.resolve("whole");
  }

  /** The candidate, with its golden rows and its reference. */
  Path candidate() {
    return directory.resolve("candidate");
  }

  /** Writes rows as JSON Lines, which {@code train} would read too. */
  static void write(Path file, List<LabeledText> rows) throws IOException {
    Files.createDirectories(file.resolveSibling(""));
    try (Writer out = Files.newBufferedWriter(file)) {
      for (LabeledText row : rows) {
        var json = JSON.createObjectNode();
        json.put("id", row.id());
        json.put("title", row.article().title());
        json.put("body", row.article().body());
        json.put("label", row.label());
        out.write(JSON.writeValueAsString(json));
        out.write('\n');
      }
    }
  }

  /** Reads what {@link #write} wrote; an empty file is no rows. */
  static List<LabeledText> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString());
    }
    var rows = new ArrayList<LabeledText>();
    if (Files.size(file) > 0) {
      try (var reader = ArticleReader.open(file, BadRows.REFUSE)) {
        reader.forEachRemaining(rows::add);
      }
    }
    return rows;
  }

  /** A file's SHA-256 in lower-case hex. */
  static String digest(Path file) throws IOException {
    try {
      var sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(Files.readAllBytes(file)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  /** Removes it with all that it holds. */
  void delete() throws IOException {
    AtomicDirectory.deleteTree(directory);
  }
}
