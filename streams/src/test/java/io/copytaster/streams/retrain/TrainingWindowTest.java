package io.copytaster.streams.retrain;

import static org.assertj.core.api.Assertions.assertThat;

import io.copytaster.model.dataset.LabeledText;
import io.copytaster.model.dataset.Origin;
import io.copytaster.model.label.LabelSet;
import io.copytaster.model.text.Article;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Which rows teach, which judge, and which do neither. */
class TrainingWindowTest {

  private static final LabelSet LABELS = new LabelSet(List.of("Sea", "Sport"));
  private static final WindowRules RULES = new WindowRules(1_000, 0.3, 1, 5, 7);

  private static ReviewedRow row(String id, String label, long at, boolean recent) {
    return new ReviewedRow(id, article(id), label, at, 0, at, recent);
  }

  private static Article article(String words) {
    return new Article("the words of " + words, "");
  }

  private static List<ReviewedRow> rows(String prefix, String label, int count, boolean recent) {
    var rows = new ArrayList<ReviewedRow>();
    for (int i = 0; i < count; i++) {
      rows.add(row(prefix + i, label, i, recent));
    }
    return rows;
  }

  private static List<LabeledText> base(String prefix, String label, int count) {
    var rows = new ArrayList<LabeledText>();
    for (int i = 0; i < count; i++) {
      rows.add(new LabeledText(prefix + i, article(prefix + i), label, Origin.UNKNOWN));
    }
    return rows;
  }

  private static WindowRows of(List<ReviewedRow> rows, List<LabeledText> base) {
    return new TrainingWindow(RULES, LABELS, List.of()).of(rows, base);
  }

  @SafeVarargs
  private static <T> List<T> all(List<T>... lists) {
    var all = new ArrayList<T>();
    for (List<T> list : lists) {
      all.addAll(list);
    }
    return all;
  }

  private static Set<String> ids(List<LabeledText> rows) {
    return rows.stream().map(LabeledText::id).collect(Collectors.toSet());
  }

  private static Map<String, Long> labels(List<LabeledText> rows) {
    return rows.stream()
        .collect(
            Collectors.groupingBy(
                row -> Objects.requireNonNull(row.label()), Collectors.counting()));
  }

  @Test
  void laterCorrection_wins_byTime_thenByOffset() {
    var first = new ReviewedRow("a", article("a"), "Sea", 10, 0, 1, true);
    var later = new ReviewedRow("a", article("a"), "Sport", 20, 0, 0, true);
    var sameTime = new ReviewedRow("b", article("b"), "Sea", 10, 0, 2, true);
    var behind = new ReviewedRow("b", article("b"), "Sport", 10, 0, 3, true);
    assertThat(Corrections.latest(List.of(later, behind, first, sameTime)))
        .containsExactly(behind, later);
  }

  @Test
  void correctionOfAnOlderArticle_belongsToTheWindow() {
    var rows =
        all(
            rows("o", "Sea", 40, false),
            List.of(row("o3", "Sport", 1_000, true), row("o4", "Sport", 1_000, true)));
    var window = new TrainingWindow(new WindowRules(9, 0.01, 0, 5, 7), LABELS, List.of());
    assertThat(ids(window.of(rows, List.of()).training())).contains("o3", "o4");
  }

  @Test
  void split_isByTheId_andTheSameInEveryWindow() {
    var one = of(rows("a", "Sea", 200, true), List.of());
    var other = of(all(rows("a", "Sport", 200, false), rows("b", "Sea", 50, true)), List.of());
    assertThat(one.heldOut()).hasSizeBetween(40, 80);
    assertThat(ids(other.heldOut())).containsAll(ids(one.heldOut()));
    assertThat(ids(other.training())).doesNotContainAnyElementsOf(ids(one.heldOut()));
  }

  @Test
  void copyUnderAnotherId_isNotOnBothSides() {
    var rows = new ArrayList<ReviewedRow>();
    for (int i = 0; i < 200; i++) {
      var words = new Article("Story " + i / 2, "");
      rows.add(new ReviewedRow("id" + i, words, "Sea", i, 0, i, true));
    }
    var window = of(rows, base("x", "Sport", 10));
    var judged = window.heldOut().stream().map(row -> row.article().text()).toList();
    var taught = window.training().stream().map(row -> row.article().text()).toList();
    assertThat(taught).doesNotContainAnyElementsOf(judged).doesNotHaveDuplicates();
  }

  @Test
  void order_ofTheRows_doesNotMatter() {
    var rows = new ArrayList<>(all(rows("a", "Sea", 60, true), rows("b", "Sport", 60, false)));
    var expected = of(rows, base("x", "Sport", 30));
    Collections.shuffle(rows, new Random(3));
    assertThat(of(rows, base("x", "Sport", 30))).isEqualTo(expected);
  }

  @Test
  void goldenArticles_neverTeach() {
    var rows = rows("a", "Sea", 50, true);
    var free = of(rows, base("x", "Sport", 10));
    var golden = List.of(free.training().get(0).article(), article("x1"));
    var bound = new TrainingWindow(RULES, LABELS, golden).of(rows, base("x", "Sport", 10));
    assertThat(bound.training().stream().map(LabeledText::article))
        .isNotEmpty()
        .doesNotContainAnyElementsOf(golden);
  }

  @Test
  void replay_evensTheLabels_reviewedRowsFirst() {
    var rows = all(rows("a", "Sea", 100, true), rows("o", "Sport", 30, false));
    var window = of(rows, base("x", "Sport", 200));
    var counts = labels(window.training());
    long half = window.training().size() / 2;
    assertThat(counts).isEqualTo(Map.of("Sea", half, "Sport", half));
    assertThat(window.replayed()).isEqualTo((int) half);
    long olderReviewed = window.training().stream().filter(row -> row.id().startsWith("o")).count();
    assertThat(olderReviewed).as("all that teach").isBetween(15L, 30L);
    assertThat(
            olderReviewed + window.heldOut().stream().filter(r -> r.id().startsWith("o")).count())
        .isEqualTo(30);
  }

  @Test
  void replay_isBounded_butNoLabelIsForgotten() {
    var none = new TrainingWindow(new WindowRules(1_000, 0.3, 0, 5, 7), LABELS, List.of());
    var window = none.of(rows("a", "Sea", 40, true), base("x", "Sport", 200));
    assertThat(labels(window.training())).containsEntry("Sport", 1L);
    var half = new TrainingWindow(new WindowRules(1_000, 0.3, 0.5, 5, 7), LABELS, List.of());
    var more = half.of(rows("a", "Sea", 40, true), base("x", "Sport", 200));
    long recent = more.training().size() - more.replayed();
    assertThat(more.replayed()).isEqualTo((int) Math.round(recent / 2.0));
  }

  @Test
  void replay_isTheSeeds() {
    var rows = all(rows("a", "Sea", 40, true), rows("o", "Sport", 100, false));
    var other = new TrainingWindow(new WindowRules(1_000, 0.3, 1, 5, 8), LABELS, List.of());
    var again = of(rows, List.of());
    assertThat(again).isEqualTo(of(rows, List.of()));
    assertThat(ids(other.of(rows, List.of()).training())).isNotEqualTo(ids(again.training()));
  }

  @Test
  void newLabel_isAdded_whenItHasRowsEnough() {
    var enough = all(rows("a", "Sea", 20, true), rows("s", "Science", 5, true));
    assertThat(of(enough, List.of()).added()).containsExactly("Science");
    assertThat(labels(of(enough, List.of()).training())).containsKey("Science");
    var tooFew = all(rows("a", "Sea", 20, true), rows("s", "Sceince", 4, true));
    var without = of(tooFew, List.of());
    assertThat(without.added()).isEmpty();
    assertThat(without.leftOut()).isEqualTo(4);
    assertThat(labels(all(without.training(), without.heldOut()))).containsOnlyKeys("Sea");
  }

  @Test
  void baseRows_ofOtherLabels_areLeftOut() {
    var window = of(rows("a", "Sea", 40, true), base("x", "Weather", 50));
    assertThat(labels(window.training())).containsOnlyKeys("Sea");
  }

  @Test
  void window_isTheNewestArticles_theOthersMayBeReplayed() {
    var small = new TrainingWindow(new WindowRules(10, 0.3, 0, 5, 7), LABELS, List.of());
    var rows = rows("a", "Sea", 100, true);
    var newest = new HashSet<>(ids(small.of(rows, base("x", "Sport", 1)).training()));
    newest.remove("x0");
    assertThat(newest).hasSize(10).allMatch(id -> Integer.parseInt(id.substring(1)) > 75);
  }

  @Test
  void taxonomy_movesOn() {
    assertThat(Taxonomy.next("ag-news/1")).isEqualTo("ag-news/2");
    assertThat(Taxonomy.next("desks/v19")).isEqualTo("desks/v20");
    assertThat(Taxonomy.next("desks/2026.9")).isEqualTo("desks/2026.10");
    assertThat(Taxonomy.next("desks/spring")).isEqualTo("desks/spring-2");
  }
}
