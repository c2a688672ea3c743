package io.copytaster.model.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.copytaster.model.label.LabelSet;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each rule alone, and where the rules meet. */
class PromotionGateTest {

  private static final LabelSet LABELS = new LabelSet(List.of("Sea", "Sport"));
  private static final GateRules RULES = new GateRules(40, 0.05, 1, 20, 5, 2, 1.5);

  /** Rows under construction: who was right on how many of a label's. */
  private static final class Rows {
    private final List<String> expected = new ArrayList<>();
    private final List<String> champion = new ArrayList<>();
    private final List<String> candidate = new ArrayList<>();

    private Rows both(String label, int count) {
      return add(label, count, true, true);
    }

    private Rows championOnly(String label, int count) {
      return add(label, count, true, false);
    }

    private Rows candidateOnly(String label, int count) {
      return add(label, count, false, true);
    }

    private Rows neither(String label, int count) {
      return add(label, count, false, false);
    }

    private Rows add(String label, int count, boolean championRight, boolean candidateRight) {
      for (int i = 0; i < count; i++) {
        expected.add(label);
        champion.add(championRight ? label : "wrong");
        candidate.add(candidateRight ? label : "wrong");
      }
      return this;
    }

    private PairedAnswers build() {
      return new PairedAnswers(expected, champion, candidate);
    }
  }

  private static Rows better() {
    return new Rows().both("Sea", 30).both("Sport", 30).candidateOnly("Sport", 10);
  }

  private static Contest contest(Rows heldOut, Rows golden) {
    return new Contest(LABELS, LABELS, heldOut.build(), golden.build(), 100, 100);
  }

  private static Verdict judge(Contest contest) {
    return new PromotionGate(RULES).judge(contest);
  }

  private static void assertFails(Contest contest, String... rules) {
    Verdict verdict = judge(contest);
    assertThat(verdict).isInstanceOf(Verdict.Reject.class);
    assertThat(verdict.checks().stream().filter(check -> !check.passed()).map(Check::rule))
        .containsExactly(rules);
    assertThat(verdict.sentence()).startsWith("rejected: ");
  }

  @Test
  void betterByMoreThanChance_isPromoted_withItsNumbers() {
    Verdict verdict = judge(contest(better(), new Rows().both("Sea", 10)));
    assertThat(verdict).isInstanceOf(Verdict.Promote.class);
    assertThat(verdict.word()).isEqualTo("promoted");
    assertThat(verdict.sentence())
        .isEqualTo(
            "promoted: accuracy on 70 held-out rows went from 85.71 % to 100.00 %, by +14.29"
                + " points, at least 1.00 are wanted; all 8 rules are met");
    assertThat(verdict.metrics())
        .containsEntry("rows", 70.0)
        .containsEntry("accuracy", 1.0)
        .containsEntry("champion.accuracy", 60 / 70.0)
        .containsEntry("p-value", Math.pow(0.5, 10))
        .containsEntry("golden.accuracy", 1.0)
        .containsEntry("golden.rows", 10.0)
        .containsEntry("recall.Sport", 1.0)
        .containsEntry("champion.recall.Sport", 0.75);
  }

  @Test
  void rise_thatMayBeChance_isRejected() {
    var rows = new Rows().both("Sea", 30).both("Sport", 30).candidateOnly("Sport", 4);
    assertFails(contest(rows, new Rows()), "p-value"); // 1/16
  }

  @Test
  void level_isInclusive_andOneSided() {
    var rows = new Rows().both("Sea", 30).both("Sport", 30).candidateOnly("Sport", 5);
    var exactly = new GateRules(40, 1 / 32.0, 1, 20, 5, 2, 1.5);
    assertThat(new PromotionGate(exactly).judge(contest(rows, new Rows())).word())
        .isEqualTo("promoted");
  }

  @Test
  void rise_belowTheMargin_isRejected() {
    var rows = new Rows().both("Sea", 1_000).both("Sport", 1_000).candidateOnly("Sport", 10);
    assertFails(contest(rows, new Rows()), "margin");
  }

  @Test
  void worse_isRejected_howeverSurely() {
    var rows = new Rows().both("Sea", 60).championOnly("Sea", 2).neither("Sea", 1);
    assertFails(contest(rows, new Rows()), "margin", "p-value");
  }

  @Test
  void bothPerfect_changesNothing() {
    assertFails(
        contest(new Rows().both("Sea", 50).both("Sport", 50), new Rows()), "margin", "p-value");
  }

  @Test
  void bothPerfect_isNoGain_evenWithoutAMargin() {
    var lenient = new GateRules(1, 0.99, 0, 20, 5, 2, 1.5);
    var rows = contest(new Rows().both("Sea", 50), new Rows());
    assertThat(new PromotionGate(lenient).judge(rows).word()).isEqualTo("rejected");
  }

  @Test
  void asManyWonAsLost_isRejected() {
    var rows = new Rows().both("Sea", 60).championOnly("Sea", 3).candidateOnly("Sea", 3);
    assertFails(contest(rows, new Rows()), "margin", "p-value");
  }

  @Test
  void fewRows_saySoLittle() {
    assertFails(contest(new Rows().both("Sea", 20).candidateOnly("Sea", 10), new Rows()), "rows");
    assertFails(contest(new Rows(), new Rows()), "rows", "margin", "p-value");
  }

  @Test
  void recallOfALabel_mayNotFall_whereItHasRows() {
    var rows = new Rows().both("Sea", 18).championOnly("Sea", 2).candidateOnly("Sport", 30);
    assertFails(contest(rows, new Rows()), "recall.Sea");
    var tooFew = new Rows().both("Sea", 17).championOnly("Sea", 2).candidateOnly("Sport", 30);
    assertThat(judge(contest(tooFew, new Rows())).word()).isEqualTo("promoted");
    var within = new Rows().both("Sea", 38).championOnly("Sea", 2).candidateOnly("Sport", 30);
    assertThat(judge(contest(within, new Rows())).word()).isEqualTo("promoted");
  }

  @Test
  void goldenRows_mayNotBeForgotten() {
    var golden = new Rows().both("Sea", 97).championOnly("Sea", 3);
    assertFails(contest(better(), golden), "golden");
    var within = new Rows().both("Sea", 98).championOnly("Sea", 2);
    assertThat(judge(contest(better(), within)).word()).isEqualTo("promoted");
  }

  @Test
  void slowness_hasALimit() {
    var rows = better().build();
    assertThat(judge(new Contest(LABELS, LABELS, rows, PairedAnswers.NONE, 100, 150)).word())
        .isEqualTo("promoted");
    assertFails(new Contest(LABELS, LABELS, rows, PairedAnswers.NONE, 100, 151), "latency");
  }

  @Test
  void addedLabel_countsAsTheChampionsErrors() {
    var more = new LabelSet(List.of("Sea", "Sport", "Science"));
    var rows = new Rows().both("Sea", 30).both("Sport", 30).candidateOnly("Science", 20).build();
    var verdict = judge(new Contest(LABELS, more, rows, PairedAnswers.NONE, 100, 100));
    assertThat(verdict.word()).isEqualTo("promoted");
    assertThat(verdict.metrics())
        .containsEntry("champion.recall.Science", 0.0)
        .containsEntry("recall.Science", 1.0);
  }

  @Test
  void addedLabel_paidForWithAnOldOne_isRejected() {
    var more = new LabelSet(List.of("Sea", "Sport", "Science"));
    var rows =
        new Rows().both("Sea", 20).championOnly("Sea", 10).candidateOnly("Science", 40).build();
    assertFails(new Contest(LABELS, more, rows, PairedAnswers.NONE, 100, 100), "recall.Sea");
  }

  @Test
  void labelThatTheCandidateLacks_isRefused() {
    var fewer = new LabelSet(List.of("Sport", "Science"));
    var contest = new Contest(LABELS, fewer, better().build(), PairedAnswers.NONE, 100, 100);
    assertFails(contest, "labels");
    assertThat(judge(contest).sentence()).contains("[Sea] are not known to the candidate");
  }

  @Test
  void everyFailure_isNamed() {
    var contest =
        new Contest(
            LABELS,
            LABELS,
            new Rows().championOnly("Sea", 20).build(),
            new Rows().championOnly("Sea", 1).build(),
            100,
            1_000);
    assertFails(contest, "rows", "margin", "p-value", "recall.Sea", "golden", "latency");
  }

  @Test
  void rules_thatMeanNothing_areRefused() {
    assertThatThrownBy(() -> new GateRules(1, 0, 0, 1, 0, 0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("significance must be in (0, 1): 0");
  }

  @Test
  void answersOfOtherRows_areRefused() {
    assertThatThrownBy(() -> new PairedAnswers(List.of("a"), List.of(), List.of("a")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
