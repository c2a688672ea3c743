package io.copytaster.streams.newsroom;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EditorsTest {

  private static final List<String> LABELS = List.of("a", "b", "c", "d");

  @Test
  void review_carefulEditors_sayTheTruth_ofTheirShare() {
    var editors = new Editors(0.4, LABELS, 1);
    var said = IntStream.range(0, 1_000).mapToObj(i -> editors.review("c")).toList();
    assertThat(said.stream().filter(each -> each.isPresent())).hasSizeBetween(350, 450);
    assertThat(said.stream().flatMap(each -> each.stream())).containsOnly("c");
  }

  @Test
  void review_carelessEditors_sayAnyLabel() {
    var editors = new Editors(1, LABELS, 1);
    editors.becomeCareless();
    var said = IntStream.range(0, 1_000).mapToObj(i -> editors.review("c").orElseThrow()).toList();
    assertThat(said).contains("a", "b", "c", "d");
    assertThat(said.stream().filter("c"::equals)).hasSizeBetween(200, 300);
  }
}
