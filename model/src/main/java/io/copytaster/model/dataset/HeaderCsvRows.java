package io.copytaster.model.dataset;

import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** CSV whose first record names the columns; those that say nothing of an article are passed. */
final class HeaderCsvRows implements Rows {

  private final CsvRecords records;
  private final int width;
  private final Map<Column, Integer> places;

  /**
   * @throws BadRowException if the header names neither title nor body, or a column twice
   */
  HeaderCsvRows(List<String> header, CsvRecords records) throws BadRowException {
    this.records = records;
    this.width = header.size();
    this.places = places(header);
  }

  @Override
  public @Nullable LabeledText next(long number) throws IOException, BadRowException {
    List<String> fields = records.next();
    if (fields == null) {
      return null;
    }
    if (fields.size() != width) {
      throw new BadRowException(
          "it has %d fields where the header has %d".formatted(fields.size(), width));
    }
    var values = new RowValues();
    for (Map.Entry<Column, Integer> place : places.entrySet()) {
      values.put(place.getKey(), fields.get(place.getValue()));
    }
    return values.toText(number);
  }

  @Override
  public long line() {
    return records.line();
  }

  private static Map<Column, Integer> places(List<String> header) throws BadRowException {
    var places = new EnumMap<Column, Integer>(Column.class);
    for (int i = 0; i < header.size(); i++) {
      Column column = Column.named(header.get(i)).orElse(null);
      if (column != null && places.put(column, i) != null) {
        throw new BadRowException(column.givenTwice());
      }
    }
    if (!places.containsKey(Column.TITLE) && !places.containsKey(Column.BODY)) {
      throw new BadRowException("no column is a " + Column.TITLE + " or a " + Column.BODY);
    }
    return places;
  }
}
