package io.copytaster.model.dataset;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * AG News (Zhang, Zhao and LeCun 2015): {@code "class","title","description"} without a header,
 * where the class is a number.
 */
final class AgNewsRows implements Rows {

  /** Classes 1 to 4. */
  private static final List<String> CLASSES = List.of("World", "Sports", "Business", "Sci/Tech");

  private static final Pattern FIRST_FIELD = Pattern.compile("\"?[1-4]\"?,");
  private static final int FIELDS = 3;

  private final CsvRecords records;

  AgNewsRows(CsvRecords records) {
    this.records = records;
  }

  /** Whether a file that begins with this line is AG News. */
  static boolean beginWith(String line) {
    return FIRST_FIELD.matcher(line).lookingAt();
  }

  @Override
  public @Nullable LabeledText next(long number) throws IOException, BadRowException {
    List<String> fields = records.next();
    if (fields == null) {
      return null;
    }
    if (fields.size() != FIELDS) {
      throw new BadRowException(
          "it has %d fields, not %d: class, title, description".formatted(fields.size(), FIELDS));
    }
    var values = new RowValues();
    values.put(Column.LABEL, label(fields.get(0).strip()));
    values.put(Column.TITLE, fields.get(1));
    values.put(Column.BODY, fields.get(2));
    return values.toText(number);
  }

  @Override
  public long line() {
    return records.line();
  }

  private static String label(String number) throws BadRowException {
    for (int i = 0; i < CLASSES.size(); i++) {
      if (number.equals(Integer.toString(i + 1))) {
        return CLASSES.get(i);
      }
    }
    throw new BadRowException(
        "its class is '%s', not one of 1 to %d".formatted(number, CLASSES.size()));
  }
}
