package io.copytaster.model.dataset;

import io.copytaster.model.text.Article;
import io.copytaster.model.text.WellFormed;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One row's values by column, on their way to an article. */
final class RowValues {

  private final Map<Column, String> values = new EnumMap<>(Column.class);

  /**
   * @throws BadRowException if the row gave this one before
   */
  void put(Column column, String value) throws BadRowException {
    if (values.putIfAbsent(column, value) != null) {
      throw new BadRowException(column.givenTwice());
    }
  }

  /**
   * @param number the row's, from which its id is made where it has none
   * @throws BadRowException if there is neither title nor body, or a date that is none
   */
  LabeledText toText(long number) throws BadRowException {
    if (!values.containsKey(Column.TITLE) && !values.containsKey(Column.BODY)) {
      throw new BadRowException("it has neither a " + Column.TITLE + " nor a " + Column.BODY);
    }
    String id = value(Column.ID);
    var article =
        new Article(values.getOrDefault(Column.TITLE, ""), values.getOrDefault(Column.BODY, ""));
    var origin =
        new Origin(value(Column.SOURCE), value(Column.URL), value(Column.LANGUAGE), published());
    return new LabeledText(id == null ? "row-" + number : id, article, value(Column.LABEL), origin);
  }

  /** The value without the space around it, unless it is blank. */
  private @Nullable String value(Column column) {
    String value = WellFormed.of(values.getOrDefault(column, "")).strip();
    return value.isEmpty() ? null : value;
  }

  /** A date and time with its offset, or a date, which begins at midnight UTC (ISO 8601). */
  private @Nullable Instant published() throws BadRowException {
    String value = value(Column.PUBLISHED);
    if (value == null) {
      return null;
    }
    try {
      return value.indexOf('T') < 0
          ? LocalDate.parse(value).atStartOfDay(ZoneOffset.UTC).toInstant()
          : OffsetDateTime.parse(value).toInstant();
    } catch (DateTimeException e) {
      throw new BadRowException(
          "published is '%s', not a date as 2026-05-31 or 2026-05-31T08:00:00Z".formatted(value),
          e);
    }
  }
}
