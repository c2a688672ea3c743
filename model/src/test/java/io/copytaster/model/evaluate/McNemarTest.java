package io.copytaster.model.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.copytaster.model.label.LabelSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The p-values are those of scipy's binomtest. */
class McNemarTest {

  @Test
  void pValue_isTheExactBinomialOne_atAnyCount() {
    assertThat(new McNemar(0, 0).pValue()).isEqualTo(1);
    assertThat(new McNemar(7, 7).pValue()).isEqualTo(1);
    assertThat(new McNemar(0, 5).pValue()).isCloseTo(0.0625, within(1e-12));
    assertThat(new McNemar(3, 10).pValue()).isCloseTo(0.09228515625, within(1e-12));
    assertThat(new McNemar(300, 210).pValue()).isCloseTo(7.8005002825186e-05, within(1e-12));
    assertThat(new McNemar(4_000, 4_300).pValue()).isCloseTo(0.001029736761268162, within(1e-9));
  }

  @Test
  void oneSidedPValue_looksOnlyForAGain() {
    assertThat(new McNemar(0, 0).oneSidedPValue()).isEqualTo(1);
    assertThat(new McNemar(0, 5).oneSidedPValue()).isCloseTo(0.03125, within(1e-12));
    assertThat(new McNemar(5, 0).oneSidedPValue()).isCloseTo(1, within(1e-12));
    assertThat(new McNemar(3, 10).oneSidedPValue()).isCloseTo(0.046142578125, within(1e-12));
    assertThat(new McNemar(4_000, 4_300).oneSidedPValue()).isCloseTo(0.0005148683806, within(1e-9));
  }

  @Test
  void pairs_areCountedRowByRow() {
    var first = correctness(0, 0, 0, 1, 1);
    var second = correctness(0, 1, 1, 1, 0);
    assertThat(McNemar.of(first, second)).isEqualTo(new McNemar(2, 1));
    assertThat(McNemar.of(second, first)).isEqualTo(new McNemar(1, 2));
    assertThat(McNemar.of(first, first)).isEqualTo(new McNemar(0, 0));
  }

  @Test
  void otherRows_cannotBeCompared() {
    assertThatThrownBy(() -> McNemar.of(correctness(0), correctness(0, 1)))
        .hasMessage("only the same rows can be compared: 1 here, 2 there");
  }

  /** Of rows whose label is the first; 0 stands for one that is right. */
  private static Correctness correctness(int... predicted) {
    var logits = new float[predicted.length][2];
    for (int row = 0; row < predicted.length; row++) {
      logits[row][predicted[row]] = 1;
    }
    var labels = new LabelSet(List.of("a", "b"));
    return Correctness.of(Outcomes.of(labels, new int[predicted.length], logits, 1));
  }
}
