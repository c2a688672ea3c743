package io.copytaster.model.dataset;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a row may say of an article, by the names that files give it. */
enum Column {
  ID("id"),
  TITLE("title", "headline"),
  BODY("description", "body", "text"),
  LABEL("label", "class", "category"),
  SOURCE("source"),
  URL("url", "link"),
  LANGUAGE("language", "lang"),
  PUBLISHED("published", "publishedat", "published_at");

  private final List<String> names;

  Column(String... names) {
    this.names = List.of(names);
  }

  /** The column of this name in any case, if it is one of these. */
  static Optional<Column> named(String name) {
    String lower = name.strip().toLowerCase(Locale.ROOT);
    for (Column column : values()) {
      if (column.names.contains(lower)) {
        return Optional.of(column);
      }
    }
    return Optional.empty();
  }

  /** Why a row or header is refused that names this column more than once. */
  String givenTwice() {
    return "it has more than one " + this + "; keep one";
  }

  /** The names, as in {@code description|body|text}. */
  @Override
  public String toString() {
    return String.join("|", names);
  }
}
