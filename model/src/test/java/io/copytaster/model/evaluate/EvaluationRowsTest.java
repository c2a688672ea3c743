package io.copytaster.model.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.copytaster.model.dataset.BadRows;
import io.copytaster.model.dataset.DatasetException;
import io.copytaster.model.label.LabelSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationRowsTest {

  private static final LabelSet LABELS = new LabelSet(List.of("World", "Sports"));
  private static final long ALL = Long.MAX_VALUE;

  @TempDir Path directory;

  @Test
  void files_areReadOneAfterTheOther_upToTheLimit() throws IOException {
    var files = List.of(file("a", row("World"), row("Sports")), file("b", row("Sports")));
    assertThat(labels(files, BadRows.REFUSE, ALL)).containsExactly(0, 1, 1);
    assertThat(labels(files, BadRows.REFUSE, 1)).containsExactly(0);
  }

  @Test
  void labelOfAnotherTaxonomy_isRefusedWithLineAndLabels() throws IOException {
    var files = List.of(file("a", row("World"), row("Weather")));
    assertThatThrownBy(() -> labels(files, BadRows.REFUSE, ALL))
        .isInstanceOf(DatasetException.class)
        .hasMessage(
            files.get(0)
                + ", line 2: article 'x' has label 'Weather', and the checkpoint's labels are"
                + " World, Sports");
  }

  @Test
  void rowWithoutLabelOrWords_isRefused() throws IOException {
    var unlabelled = List.of(file("a", "{\"id\":\"x\",\"title\":\"t\"}"));
    assertThatThrownBy(() -> labels(unlabelled, BadRows.REFUSE, ALL))
        .hasMessageEndingWith("a, line 1: article 'x' has no label to compare with");
    var blank = List.of(file("b", "{\"id\":\"x\",\"title\":\" \",\"label\":\"World\"}"));
    assertThatThrownBy(() -> labels(blank, BadRows.REFUSE, ALL))
        .hasMessageEndingWith("b, line 1: article 'x' has neither title nor body");
  }

  @Test
  void badRowsOfEveryKind_areCountedWhereSkipped() throws IOException {
    var files =
        List.of(
            file("a", row("World"), "not json", row("Weather"), "{\"title\":\"t\"}"),
            file("b", "{\"title\":\" \",\"label\":\"World\"}", row("Sports")));
    try (var rows = new EvaluationRows(files, LABELS, BadRows.SKIP, ALL)) {
      rows.forEachRemaining(row -> {});
      assertThat(rows.read().rows()).isEqualTo(2);
      assertThat(rows.read().skipped()).isEqualTo(4);
    }
  }

  @Test
  void digest_isOfTheRows_notOfTheFiles() throws IOException {
    var together = List.of(file("a", row("World"), row("Sports")));
    var apart = List.of(file("b", row("World")), file("c", "", row("Sports"), ""));
    var other = List.of(file("d", row("Sports"), row("World")));
    assertThat(digest(together)).hasSize(64).isEqualTo(digest(apart)).isNotEqualTo(digest(other));
  }

  @Test
  void emptyFile_isRefused() throws IOException {
    var files = List.of(Files.writeString(directory.resolve("empty"), ""));
    assertThatThrownBy(() -> labels(files, BadRows.SKIP, ALL)).hasMessageContaining("no rows");
  }

  private static List<Integer> labels(List<Path> files, BadRows badRows, long limit) {
    try (var rows = new EvaluationRows(files, LABELS, badRows, limit)) {
      var labels = new ArrayList<Integer>();
      rows.forEachRemaining(row -> labels.add(row.label()));
      return labels;
    }
  }

  private static String digest(List<Path> files) {
    try (var rows = new EvaluationRows(files, LABELS, BadRows.REFUSE, ALL)) {
      rows.forEachRemaining(row -> {});
      return rows.read().digest();
    }
  }

  private static String row(String label) {
    return "{\"id\":\"x\",\"title\":\"t\",\"label\":\"%s\"}".formatted(label);
  }

  private Path file(String name, String... lines) throws IOException {
    return Files.write(directory.resolve(name), List.of(lines));
  }
}
