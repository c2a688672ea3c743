package io.copytaster.model.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConfidentMistakesTest {

  @Test
  void mostConfident_areKept_andOfEqualOnesTheFirst() {
    var mistakes = new ConfidentMistakes(3);
    double[] scores = {0.5, 0.9, 0.7, 0.9, 0.7, 0.6};
    for (int row = 0; row < scores.length; row++) {
      mistakes.add(new Mistake("row-" + row, "", "a", "b", scores[row]), row);
    }
    assertThat(mistakes.list()).extracting(Mistake::id).containsExactly("row-1", "row-3", "row-2");
  }

  @Test
  void excerpt_isOneShortLine_thatSteersNothing() {
    assertThat(Mistake.excerpt(" a\n\tb\u001b[31m \u202egnp.exe\u0000 "))
        .isEqualTo("a b [31m gnp.exe");
    String papers = "\uD83D\uDCF0".repeat(300);
    assertThat(Mistake.excerpt(papers)).isEqualTo("\uD83D\uDCF0".repeat(199) + "…");
  }
}
