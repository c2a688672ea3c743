package io.copytaster.model.dataset;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * The records of a CSV file (RFC 4180): lists of fields.
 *
 * <p>Each record has a parser of its own, so that after broken quotes the next line is read afresh.
 */
final class CsvRecords {

  private static final CSVFormat FORMAT = CSVFormat.RFC4180;

  private final Lines lines;
  private long line;

  CsvRecords(Lines lines) {
    this.lines = lines;
  }

  /** The next record that is not blank; {@code null} after the last. A bad one is passed. */
  @Nullable List<String> next() throws IOException, BadRowException {
    if (lines.nextFilled() == null) {
      return null;
    }
    line = lines.number();
    long passed = 1;
    try (CSVParser parser = CSVParser.parse(lines.fromHere(), FORMAT)) {
      CSVRecord csv = parser.iterator().next();
      passed = parser.getCurrentLineNumber();
      var fields = new ArrayList<String>(csv.size());
      for (String field : csv) {
        fields.add(Utf8.decode(field));
      }
      return fields;
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof CSVException) {
        throw new BadRowException("its quotes do not match", e);
      }
      throw e.getCause();
    } finally {
      lines.pass(passed);
    }
  }

  /** The line on which the latest record began, from 1. */
  long line() {
    return line;
  }
}
