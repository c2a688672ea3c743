package io.copytaster.model.dataset;

import static io.copytaster.model.dataset.DatasetException.Category.EMPTY;
import static io.copytaster.model.dataset.DatasetException.Category.UNKNOWN_FORMAT;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells a file's format by its first line. */
final class Formats {

  private static final String KNOWN =
      "a file is JSON Lines, CSV with a header, or AG News CSV (class 1 to 4, title, description)";

  private Formats() {}

  /**
   * @param file its name, for errors
   * @throws DatasetException if the file is empty or in no known format
   */
  static Rows detect(String file, Lines lines) throws IOException {
    String line = lines.nextFilled();
    if (line == null) {
      throw DatasetException.ofFile(EMPTY, file, "it has no rows", null);
    }
    String start = line.strip();
    if (start.startsWith("{")) {
      return new JsonLinesRows(lines);
    }
    if (start.startsWith("[")) {
      throw unknown(file, "it is a JSON array; write one object per line", null);
    }
    if (start.startsWith("\u00FF\u00FE") || start.startsWith("\u00FE\u00FF")) {
      throw unknown(file, "it is UTF-16; save it as UTF-8", null);
    }
    var records = new CsvRecords(lines);
    if (AgNewsRows.beginWith(start)) {
      return new AgNewsRows(records);
    }
    try {
      List<String> header = records.next();
      return new HeaderCsvRows(header == null ? List.of() : header, records);
    } catch (BadRowException e) {
      throw unknown(file, "read as a CSV header, " + e.getMessage(), e);
    }
  }

  private static DatasetException unknown(
      String file, String why, @Nullable BadRowException cause) {
    return DatasetException.ofFile(UNKNOWN_FORMAT, file, why + " (" + KNOWN + ")", cause);
  }
}
