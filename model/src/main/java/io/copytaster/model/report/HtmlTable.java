package io.copytaster.model.report;

import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.tr;

import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;

/** A table of the page; every cell is text, and escaped. */
final class HtmlTable {

  /** What a column holds, which says how it is set. */
  enum Column {
    NUMBER(""),
    NAME("text name"),
    PROSE("text long");

    private final String style;

    Column(String style) {
      this.style = style;
    }
  }

  private final List<String> titles = new ArrayList<>();
  private final List<Column> columns = new ArrayList<>();
  private final List<List<String>> rows = new ArrayList<>();

  HtmlTable column(Column column, String... titled) {
    for (String title : titled) {
      titles.add(title);
      columns.add(column);
    }
    return this;
  }

  HtmlTable row(String... cells) {
    if (cells.length != columns.size()) {
      throw new IllegalArgumentException(
          cells.length + " cells for " + columns.size() + " columns");
    }
    rows.add(List.of(cells));
    return this;
  }

  DomContent render() {
    return div(table(
            thead(tr(each(titles, (index, title) -> th(title).withClass(style(index))))),
            tbody(each(rows, HtmlTable.this::rendered))))
        .withClass("scroll");
  }

  private DomContent rendered(List<String> row) {
    return tr(each(row, (index, cell) -> td(cell).withClass(style(index)).attr("dir", "auto")));
  }

  private String style(int index) {
    return columns.get(index).style;
  }
}
