package io.copytaster.model.dataset;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.copytaster.model.dataset.DatasetException.Category;
import io.copytaster.model.text.Article;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArticleReaderTest {

  @TempDir private Path directory;

  @Test
  void agNews_classNumbers_becomeLabels() {
    assertThat(
            read(
                """
                "1","Truce holds","Border quiet."
                "2","Late winner","Cup tie settled."
                "3","Rates held","Bank waits."
                "4","Probe lands","Signal received."
                """))
        .extracting(LabeledText::label)
        .containsExactly("World", "Sports", "Business", "Sci/Tech");
  }

  @Test
  void agNews_emptyTitleBackslashesAndEntities_areKeptAsTheyStand() {
    assertThat(read("\"3\",\"\",\"It said#39;s so.\\Next &lt;b&gt;line&lt;/b&gt;\"\n"))
        .containsExactly(
            new LabeledText(
                "row-1",
                new Article("", "It said#39;s so.\\Next &lt;b&gt;line&lt;/b&gt;"),
                "Business",
                Origin.UNKNOWN));
  }

  @Test
  void headerCsv_namesInAnyCaseAndOrder_findTheirColumns() {
    assertThat(
            read(
                """
                URL,Category,ignored,TITLE,Body,Id,source,Language,publishedAt
                https://example.org/1,Sport,x,Cup,"Won, 2-1",a7,Example Wire,en,2026-05-31T08:00:00+02:00
                ,,,Dry spell,,,,,2026-05-31
                """))
        .containsExactly(
            new LabeledText(
                "a7",
                new Article("Cup", "Won, 2-1"),
                "Sport",
                new Origin(
                    "Example Wire",
                    "https://example.org/1",
                    "en",
                    Instant.parse("2026-05-31T06:00:00Z"))),
            new LabeledText(
                "row-2",
                new Article("Dry spell", ""),
                null,
                new Origin(null, null, null, Instant.parse("2026-05-31T00:00:00Z"))));
  }

  @Test
  void headerCsv_numericLabels_stayAsTheyAre() {
    assertThat(read("label,text\n1,Truce holds\n"))
        .extracting(LabeledText::label)
        .containsExactly("1");
  }

  @Test
  void jsonLines_optionalFields_mayBeAbsentOrNull() {
    assertThat(
            read(
                """
                {"id": "n1", "title": "Café opens", "description": "On Łódź street", "label": "Local"}
                {"title": null, "text": "Only text", "label": null, "tags": ["ignored"]}
                {"id": 7, "headline": "Number as id"}
                """))
        .containsExactly(
            new LabeledText(
                "n1", new Article("Café opens", "On Łódź street"), "Local", Origin.UNKNOWN),
            new LabeledText("row-2", new Article("", "Only text"), null, Origin.UNKNOWN),
            new LabeledText("7", new Article("Number as id", ""), null, Origin.UNKNOWN));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"1\",\"Título\",\"b\"\n",
        "title,body\nTítulo,b\n",
        "{\"title\":\"Título\",\"body\":\"b\"}\n"
      })
  void anyFormat_markLineEndsAndBlankLines_makeNoDifference(String plain) {
    Article expected = new Article("Título", "b");
    String crlf = plain.replace("\n", "\r\n");
    for (String content :
        List.of(
            plain,
            plain.stripTrailing(),
            "\uFEFF" + plain,
            crlf,
            "\uFEFF\r\n" + crlf,
            plain.replace('\n', '\r'),
            "\n  \n" + plain.replace("\n", "\n\n \n"))) {
      assertThat(read(content))
          .as(content)
          .extracting(LabeledText::article)
          .containsExactly(expected);
    }
  }

  @Test
  void csv_doubledQuotesCommasAndLineBreaksInQuotes_belongToTheField() {
    assertThat(
            read("\"1\",\"He said \"\"no\"\", then\",\"one\r\n\r\ntwo\"\r\n\"2\",\"t\",\"d\"\r\n"))
        .extracting(LabeledText::article)
        .containsExactly(new Article("He said \"no\", then", "one\n\ntwo"), new Article("t", "d"));
  }

  @Test
  void csv_quoteInsideAnUnquotedField_isItsText() {
    assertThat(read("title,body\n5\" disk,a 3.5\" one\nnext,row\n"))
        .extracting(LabeledText::article)
        .containsExactly(new Article("5\" disk", "a 3.5\" one"), new Article("next", "row"));
  }

  @Test
  void rows_supplementaryPlanesAndNul_areKept() {
    assertThat(read("title,body\n\ud83d\ude00 \u4e2d,a\0b\n"))
        .extracting(LabeledText::article)
        .containsExactly(new Article("\ud83d\ude00 \u4e2d", "a\0b"));
    assertThat(read("{\"title\":\"\\ud83d\\ude00 \\ud83d!\"}"))
        .extracting(LabeledText::article)
        .containsExactly(new Article("\ud83d\ude00 \ufffd!", ""));
  }

  @Test
  void blankText_isARow() {
    assertThat(read("title,body\n\"\",\" \"\n"))
        .singleElement()
        .matches(t -> t.article().isBlank());
  }

  @Test
  void line_multiLineRowsAndBlankLines_isWhereTheRowBegins() {
    var lines = new ArrayList<Long>();
    try (var reader = open("\ntitle,body\n\n\"a\nb\",c\nd,e\n", BadRows.REFUSE)) {
      assertThat(reader.line()).isZero();
      reader.forEachRemaining(text -> lines.add(reader.line()));
    }
    assertThat(lines).containsExactly(4L, 6L);
  }

  @Test
  void next_afterTheLast_throws() {
    try (var reader = open("title\nonly\n", BadRows.REFUSE)) {
      reader.next();
      assertThat(reader.hasNext()).isFalse();
      assertThatThrownBy(reader::next).isInstanceOf(NoSuchElementException.class);
    }
  }

  @Test
  void open_path_readsLazilyAndNamesTheFileInErrors() throws IOException {
    Path file = Files.writeString(directory.resolve("news.csv"), "title,body\na,b\nc\n");
    try (var reader = ArticleReader.open(file, BadRows.REFUSE)) {
      assertThat(reader.next().article()).isEqualTo(new Article("a", "b"));
      assertThatThrownBy(reader::next)
          .hasMessage(file + ", line 3: it has 1 fields where the header has 2");
    }
  }

  @Test
  void open_missingFile_isUnreadable() {
    assertFails(
        () -> ArticleReader.open(directory.resolve("absent"), BadRows.REFUSE), Category.UNREADABLE);
    assertFails(() -> ArticleReader.open(directory, BadRows.REFUSE), Category.UNREADABLE);
  }

  @Test
  void open_dash_readsStandardInputAndLeavesItOpen() {
    InputStream before = System.in;
    var closed = new boolean[1];
    try {
      System.setIn(
          new ByteArrayInputStream("title\nfrom a pipe\n".getBytes(UTF_8)) {
            @Override
            public void close() {
              closed[0] = true;
            }
          });
      try (var reader = ArticleReader.open(Path.of("-"), BadRows.REFUSE)) {
        assertThat(reader.next().article().title()).isEqualTo("from a pipe");
      }
    } finally {
      System.setIn(before);
    }
    assertThat(closed[0]).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", " \r\n\t\n", "\uFEFF"})
  void read_nothing_saysSo(String content) {
    assertFails(() -> open(content, BadRows.SKIP), Category.EMPTY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{\"title\": \"a\"}]",
        "\"5\",\"title of no class\",\"and words\"",
        "name,price\nx,1\n",
        "body,text\nboth,given\n",
        "just a line of words",
        "\"open"
      })
  void read_unknownFormat_namesTheKnownOnes(String content) {
    assertFails(() -> open(content, BadRows.SKIP), Category.UNKNOWN_FORMAT);
    assertThatThrownBy(() -> open(content, BadRows.SKIP))
        .hasMessageStartingWith("test: ")
        .hasMessageContaining("JSON Lines")
        .hasMessageContaining("AG News CSV");
  }

  @Test
  void read_utf16_saysWhatToDo() {
    var in = new ByteArrayInputStream("\uFEFFtitle\nx".getBytes(UTF_16LE));
    assertThatThrownBy(() -> ArticleReader.read(in, "test", BadRows.SKIP))
        .hasMessageContaining("save it as UTF-8");
  }

  static List<LabeledText> read(String content) {
    var rows = new ArrayList<LabeledText>();
    try (var reader = open(content, BadRows.REFUSE)) {
      reader.forEachRemaining(rows::add);
    }
    return rows;
  }

  static ArticleReader open(String content, BadRows badRows) {
    return ArticleReader.read(new ByteArrayInputStream(content.getBytes(UTF_8)), "test", badRows);
  }

  private static void assertFails(Runnable attempt, Category category) {
    assertThatThrownBy(attempt::run)
        .isInstanceOfSatisfying(
            DatasetException.class,
            e -> {
              assertThat(e.category()).isEqualTo(category);
              assertThat(e.line()).isEmpty();
            });
  }
}
