package io.copytaster.streams.cli;

import io.copytaster.model.dataset.ArticleReader;
import io.copytaster.model.dataset.BadRows;
import io.copytaster.model.dataset.LabeledText;
import io.copytaster.model.label.LabelSet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Several files' rows as one list: those that have a label and words. */
final class TrainingRows {

  private final List<LabeledText> rows;

  private TrainingRows(List<LabeledText> rows) {
    this.rows = List.copyOf(rows);
  }

  /**
   * Reads every file.
   *
   * @throws io.copytaster.model.dataset.DatasetException if one cannot be read
   * @throws IllegalArgumentException if a row has no label, or no row is left
   */
  static TrainingRows read(List<Path> files, BadRows badRows, Consumer<String> say) {
    var rows = new ArrayList<LabeledText>();
    for (Path file : files) {
      try (var reader = ArticleReader.open(file, badRows)) {
        int before = rows.size();
        while (reader.hasNext()) {
          add(rows, reader.next(), file, reader.line());
        }
        say.accept(
            "%s: %,d rows, %,d bad rows skipped"
                .formatted(file, rows.size() - before, reader.skipped()));
      }
    }
    if (rows.isEmpty()) {
      throw new IllegalArgumentException("there is no article to train on in " + files);
    }
    return new TrainingRows(rows);
  }

  private static void add(List<LabeledText> rows, LabeledText row, Path file, long line) {
    if (row.label() == null) {
      throw new IllegalArgumentException(
          "%s, line %d: article '%s' has no label to learn".formatted(file, line, row.id()));
    }
    if (!row.article().isBlank()) {
      rows.add(row);
    }
  }

  Iterator<LabeledText> iterator() {
    return rows.iterator();
  }

  int size() {
    return rows.size();
  }

  /** Every label that a row has, sorted: the same whatever the order of the rows. */
  LabelSet labels() {
    var names = new TreeSet<String>();
    for (LabeledText row : rows) {
      if (row.label() != null) {
        names.add(row.label());
      }
    }
    return new LabelSet(List.copyOf(names));
  }
}
