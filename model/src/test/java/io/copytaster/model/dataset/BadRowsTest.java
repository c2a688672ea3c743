package io.copytaster.model.dataset;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.copytaster.model.dataset.DatasetException.Category;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A bad row costs itself alone, and its error says where and why. */
class BadRowsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"0\",\"t\",\"d\" | its class is '0', not one of 1 to 4",
        "\"World\",\"t\",\"d\" | its class is 'World', not one of 1 to 4",
        "\"2\",\"t\" | it has 2 fields, not 3: class, title, description",
        "\"2\",\"a \"quoted\" word\",\"d\" | its quotes do not match",
        "\"2\",\"never closed,d | its quotes do not match",
        "\"2\",\"t\",\"never closed | its quotes do not match"
      })
  void agNews_badRow_costsItselfAlone(String bad, String why) {
    assertCostsItself("\"1\",\"first\",\"d\"\n", bad, "\"3\",\"last\",\"d\"\n", why);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a,b | it has 2 fields where the header has 3",
        "a,b,2026-01-01,d | it has 4 fields where the header has 3",
        "a,b,yesterday | published is 'yesterday', not a date as 2026-05-31",
        "a,\"b,2026-01-01 | its quotes do not match"
      })
  void headerCsv_badRow_costsItselfAlone(String bad, String why) {
    assertCostsItself("title,body,published\nfirst,b,\n", bad, "last,b,\n", why);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "not json | it is not JSON",
        "{\"title\": \"cut | it is not JSON",
        "{\"title\": \"a\"} {\"title\": \"b\"} | it is not JSON",
        "[1] | it is not a JSON object",
        "{\"id\": \"x\"} | it has neither a title",
        "{\"body\": \"a\", \"text\": \"b\"} | it has more than one description",
        "{\"title\": {\"en\": \"a\"}} | 'title' is not text but OBJECT"
      })
  void jsonLines_badRow_costsItselfAlone(String bad, String why) {
    assertCostsItself("{\"title\": \"first\"}\n", bad, "{\"title\": \"last\"}\n", why);
  }

  @Test
  void bytesThatAreNotUtf8_costTheirRowAlone() {
    byte[] bytes = "title\nfirst\ncaf\u00e9\nlast\n".getBytes(ISO_8859_1);
    try (var reader = ArticleReader.read(new ByteArrayInputStream(bytes), "test", BadRows.SKIP)) {
      assertThat(titles(reader)).containsExactly("first", "last");
      assertThat(reader.skipped()).isEqualTo(1);
    }
  }

  @Test
  void skip_idsOfTheOthers_doNotShift() {
    try (var reader = ArticleReaderTest.open("title,body\na,b\nbad\nc,d\n", BadRows.SKIP)) {
      assertThat(reader.next().id()).isEqualTo("row-1");
      assertThat(reader.next().id()).isEqualTo("row-3");
    }
  }

  @Test
  void openQuoteInALongFile_costsItsLineAlone() {
    String rows = "\"1\",\"t\",\"d\"\n".repeat(50_000);
    try (var reader =
        ArticleReaderTest.open("\"1\",\"t\",\"d\"\n2,\"open\n" + rows, BadRows.SKIP)) {
      assertThat(titles(reader)).hasSize(50_001);
      assertThat(reader.skipped()).isEqualTo(1);
    }
  }

  @Test
  void lineWithoutEnd_isRefusedBeforeItFillsTheMemory() {
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return 'x';
          }

          @Override
          public int read(byte[] target, int offset, int length) {
            Arrays.fill(target, offset, offset + length, (byte) 'x');
            return length;
          }
        };
    assertThatThrownBy(() -> ArticleReader.read(endless, "test", BadRows.SKIP))
        .isInstanceOfSatisfying(
            DatasetException.class, e -> assertThat(e.category()).isEqualTo(Category.UNREADABLE))
        .hasMessageContaining("a line has more than 33554432 bytes");
  }

  @Test
  void failingStream_isUnreadableAndClosed() {
    var closed = new boolean[1];
    InputStream failing =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("disk gone");
          }

          @Override
          public void close() {
            closed[0] = true;
          }
        };
    assertThatThrownBy(() -> ArticleReader.read(failing, "test", BadRows.SKIP))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("disk gone");
    assertThat(closed[0]).isTrue();
  }

  @Test
  void randomRecords_printedAsCsv_areReadBack() throws IOException {
    long seed = 99;
    var random = new Random(seed);
    var printed = new StringWriter();
    var expected = new ArrayList<String>();
    try (var printer = new CSVPrinter(printed, CSVFormat.RFC4180)) {
      printer.printRecord("title", "body");
      for (int i = 0; i < 2_000; i++) {
        String title = randomText(random, "ab \"',\n{\u00e9\u4e2d");
        expected.add(title);
        printer.printRecord(title, "body");
      }
    }
    try (var reader = ArticleReaderTest.open(printed.toString(), BadRows.REFUSE)) {
      assertThat(titles(reader)).as("seed %d", seed).containsExactlyElementsOf(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"title,body\n", "\"1\",\"t\",\"d\"\n", "{\"title\":\"t\"}\n"})
  void randomBytes_skippingBadRows_alwaysEnds(String start) {
    long seed = 7;
    var random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      String noise = randomText(random, "\"\"\",\n\r\\{}[]:1 a\0\u00e9\ud83d");
      try (var reader = ArticleReaderTest.open(start + noise.repeat(5), BadRows.SKIP)) {
        assertThat(titles(reader).size() + reader.skipped())
            .as("seed %d, round %d", seed, round)
            .isBetween(0L, 5L * noise.length() + 1);
      }
    }
  }

  private static void assertCostsItself(String before, String bad, String after, String why) {
    String content = before + bad + "\n" + after;
    long line = before.lines().count() + 1;
    try (var reader = ArticleReaderTest.open(content, BadRows.SKIP)) {
      assertThat(titles(reader)).containsExactly("first", "last");
      assertThat(reader.skipped()).isEqualTo(1);
    }
    try (var reader = ArticleReaderTest.open(content, BadRows.REFUSE)) {
      reader.next();
      assertThatThrownBy(reader::hasNext)
          .isInstanceOfSatisfying(
              DatasetException.class,
              e -> {
                assertThat(e.category()).isEqualTo(Category.BAD_ROW);
                assertThat(e.line()).hasValue(line);
              })
          .hasMessageStartingWith("test, line " + line + ": " + why);
      assertThat(reader.next().article().title()).isEqualTo("last");
    }
  }

  private static List<String> titles(ArticleReader reader) {
    var titles = new ArrayList<String>();
    reader.forEachRemaining(text -> titles.add(text.article().title()));
    return titles;
  }

  private static String randomText(Random random, String alphabet) {
    var text = new StringBuilder("x");
    for (int i = random.nextInt(40); i > 0; i--) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }
}
