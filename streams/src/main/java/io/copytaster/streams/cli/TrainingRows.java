package io.copytaster.streams.cli;

import io.copytaster.model.checkpoint.Provenance;
import io.copytaster.model.dataset.ArticleReader;
import io.copytaster.model.dataset.BadRows;
import io.copytaster.model.dataset.DatasetException;
import io.copytaster.model.dataset.LabeledText;
import io.copytaster.model.label.LabelSet;
import io.copytaster.model.train.TrainingData;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Reads the rows of several files to learn from, and what each file was.
 *
 * <p>A row without words, without a label or with one that is not wanted is bad.
 */
final class TrainingRows {

  private final Optional<LabelSet> wanted;
  private final BadRows badRows;
  private final long limit;
  private final List<LabeledText> rows = new ArrayList<>();
  private final List<Provenance.Data> read = new ArrayList<>();
  private final TreeSet<String> labels = new TreeSet<>();

  /**
   * @param wanted the labels that a row may have; empty for any
   * @param limit how many rows at most, bad ones not counted
   */
  TrainingRows(Optional<LabelSet> wanted, BadRows badRows, long limit) {
    this.wanted = wanted;
    this.badRows = badRows;
    this.limit = limit;
  }

  /**
   * @param say told of each file how many rows it has
   * @throws DatasetException if a file cannot be read, on a bad row that is not skipped, or if no
   *     row is left
   */
  TrainingData read(List<Path> files, Consumer<String> say) throws IOException {
    for (Path file : files) {
      read(file, say);
    }
    if (rows.isEmpty()) {
      throw DatasetException.noRows("there is no article to train on in " + files);
    }
    return new TrainingData(rows, read);
  }

  /** Those that were wanted; or every label that a row has, sorted, whatever the rows' order. */
  LabelSet labels() {
    return wanted.orElseGet(() -> new LabelSet(List.copyOf(labels)));
  }

  private void read(Path file, Consumer<String> say) throws IOException {
    boolean piped = file.equals(ArticleReader.STANDARD_INPUT);
    String name = piped ? "standard input" : file.toString();
    InputStream bytes = piped ? System.in : Files.newInputStream(file);
    var in = new DigestInputStream(bytes, sha256());
    try (var reader = ArticleReader.read(in, name, badRows)) {
      int before = rows.size();
      long unfit = 0;
      while (rows.size() < limit && reader.hasNext()) {
        unfit += add(reader.next(), name, reader.line()) ? 0 : 1;
      }
      in.transferTo(OutputStream.nullOutputStream()); // the digest is of the whole file
      String digest = HexFormat.of().formatHex(in.getMessageDigest().digest());
      long used = rows.size() - before;
      String shortName = piped ? name : file.getFileName().toString();
      read.add(new Provenance.Data(shortName, digest, used));
      say.accept(
          "%s: %,d rows, %,d bad rows skipped".formatted(name, used, reader.skipped() + unfit));
    }
  }

  private boolean add(LabeledText row, String file, long line) {
    Optional<String> defect = defect(row);
    if (defect.isEmpty()) {
      rows.add(row);
      return true;
    }
    if (badRows == BadRows.REFUSE) {
      throw DatasetException.badRow(file, line, defect.get());
    }
    return false;
  }

  private Optional<String> defect(LabeledText row) {
    String label = row.label();
    if (label == null) {
      return Optional.of("article '" + row.id() + "' has no label to learn");
    }
    if (row.article().isBlank()) {
      return Optional.of("article '" + row.id() + "' has neither title nor body");
    }
    if (wanted.isPresent() && wanted.get().indexOf(label).isEmpty()) {
      return Optional.of(
          "article '%s' has label '%s', which --labels does not name: %s"
              .formatted(row.id(), label, String.join(", ", wanted.get().names())));
    }
    labels.add(label);
    return Optional.empty();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
