package io.copytaster.model.evaluate;

import io.copytaster.model.dataset.ArticleReader;
import io.copytaster.model.dataset.BadRows;
import io.copytaster.model.dataset.DatasetException;
import io.copytaster.model.dataset.LabeledText;
import io.copytaster.model.label.LabelSet;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The labelled articles of several files, one after the other, in memory that does not grow.
 *
 * <p>A row without words, without a label or with a label that is none of the classifier's is bad.
 * For one thread.
 */
public final class EvaluationRows implements Iterator<EvaluationRow>, AutoCloseable {

  private final Deque<Path> files;
  private final LabelSet labels;
  private final BadRows badRows;
  private final long limit;
  private final MessageDigest digest = sha256();
  private @Nullable ArticleReader reader;
  private String file = "";
  private @Nullable EvaluationRow ahead;
  private long rows;
  private long skipped;

  /**
   * @param files at least one; opened one by one
   * @param labels the classifier's
   * @param limit how many rows at most, bad ones not counted
   */
  public EvaluationRows(List<Path> files, LabelSet labels, BadRows badRows, long limit) {
    this.files = new ArrayDeque<>(files);
    this.labels = labels;
    this.badRows = badRows;
    this.limit = limit;
  }

  /**
   * @throws DatasetException if a file cannot be read or is empty, or on a bad row that is not
   *     skipped
   */
  @Override
  public boolean hasNext() {
    if (ahead == null && rows < limit) {
      ahead = find();
    }
    return ahead != null;
  }

  /**
   * @throws DatasetException as {@link #hasNext} has it
   */
  @Override
  public EvaluationRow next() {
    if (!hasNext() || ahead == null) {
      throw new NoSuchElementException("there are no more rows");
    }
    EvaluationRow row = ahead;
    ahead = null;
    rows++;
    add(row.text());
    add(labels.name(row.label()));
    return row;
  }

  /** Those that {@link #next} has given so far; ends the reading. */
  public RowsRead read() {
    closeReader();
    files.clear();
    return new RowsRead(rows, skipped, HexFormat.of().formatHex(digest.digest()));
  }

  @Override
  public void close() {
    if (reader != null) {
      reader.close();
    }
  }

  private @Nullable EvaluationRow find() {
    while (true) {
      if (reader == null) {
        if (files.isEmpty()) {
          return null;
        }
        Path next = files.remove();
        file = next.equals(ArticleReader.STANDARD_INPUT) ? "standard input" : next.toString();
        reader = ArticleReader.open(next, badRows);
      }
      if (!reader.hasNext()) {
        closeReader();
        continue;
      }
      LabeledText text = reader.next();
      String defect = defect(text);
      if (defect == null) {
        return row(text);
      }
      if (badRows == BadRows.REFUSE) {
        throw DatasetException.badRow(file, reader.line(), defect);
      }
      skipped++;
    }
  }

  private @Nullable String defect(LabeledText text) {
    if (text.label() == null) {
      return "article '" + text.id() + "' has no label to compare with";
    }
    if (labels.indexOf(text.label()).isEmpty()) {
      return "article '%s' has label '%s', and the checkpoint's labels are %s"
          .formatted(text.id(), text.label(), String.join(", ", labels.names()));
    }
    return text.article().isBlank()
        ? "article '" + text.id() + "' has neither title nor body"
        : null;
  }

  private EvaluationRow row(LabeledText text) {
    String label = text.label() == null ? "" : text.label();
    return new EvaluationRow(text.id(), text.article().text(), labels.indexOf(label).orElseThrow());
  }

  private void closeReader() {
    if (reader != null) {
      skipped += reader.skipped();
      reader.close();
      reader = null;
    }
  }

  private void add(String value) {
    digest.update(value.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
