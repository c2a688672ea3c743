package io.copytaster.model.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.copytaster.model.dataset.LabeledText;
import io.copytaster.model.dataset.Split;
import io.copytaster.model.tokens.Tokens;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rows come to one side or the other, and only once. */
class TrainingSetTest {

  private static TrainingSet of(List<LabeledText> rows, double heldOut) {
    return TrainingSet.of(
        rows,
        Toy.LABELS,
        Split.byHash(heldOut),
        text -> new Tokens(new int[] {text.length()}, false));
  }

  @Test
  void everyRow_isOnOneSide() {
    List<LabeledText> rows = Toy.data(600, 1).rows();
    TrainingSet set = of(rows, 0.2);
    assertThat(set.training().size() + set.validation().size() + set.repeated()).isEqualTo(600);
    assertThat(set.validation().size()).isBetween(80, 160);
  }

  @Test
  void order_doesNotChangeTheSides() {
    var rows = new ArrayList<>(Toy.data(300, 2).rows());
    int before = of(rows, 0.2).validation().size();
    java.util.Collections.reverse(rows);
    assertThat(of(rows, 0.2).validation().size()).isEqualTo(before);
  }

  @Test
  void repeatedRow_isLeftOut_whateverItsCase() {
    var rows = new ArrayList<>(Toy.data(30, 3).rows());
    LabeledText first = rows.get(0);
    rows.add(Toy.row("again", first.article().title().toUpperCase(java.util.Locale.ROOT), "Sea"));
    assertThat(of(rows, 0).repeated()).isEqualTo(1);
  }

  @Test
  void sameWordsUnderAnotherLabel_stay() {
    var rows = new ArrayList<>(Toy.data(30, 3).rows());
    rows.add(Toy.row("other", rows.get(0).article().title(), "Money"));
    assertThat(of(rows, 0).repeated()).isZero();
  }

  @Test
  void unknownLabel_isNamedWithItsArticle() {
    var rows = List.of(Toy.row("x", "ferry", "Weather"));
    var refused = catchThrowableOfType(TrainingException.class, () -> of(rows, 0));
    assertThat(refused.problem()).isEqualTo(TrainingException.Problem.LABEL_UNKNOWN);
    assertThat(refused).hasMessageContaining("article 'x' has the label 'Weather'");
  }

  @Test
  void labelWithoutRows_isRefused() {
    var rows = List.of(Toy.row("x", "ferry", "Sea"), Toy.row("y", "bank", "Money"));
    var refused = catchThrowableOfType(TrainingException.class, () -> of(rows, 0));
    assertThat(refused.problem()).isEqualTo(TrainingException.Problem.LABEL_WITHOUT_ROWS);
    assertThat(refused).hasMessageContaining("no row to learn the label 'Sport' from");
  }
}
