package io.copytaster.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LedgerTest {

  private static final List<Sent> SENT =
      List.of(
          new Sent.Article("k", "1", "World"),
          new Sent.Article("k", "2", "Sports"),
          new Sent.Garbage("g", 7));

  private static final Received FIRST = new Received.Labelled("k", "1", "World");
  private static final Received SECOND = new Received.Labelled("k", "2", "Sports");
  private static final Received DEAD = new Received.Dead("g", "not the event", 7);

  @Test
  void everyRecordOnce_isExact() {
    assertThat(balance(FIRST, DEAD, SECOND).isExact()).isTrue();
  }

  @Test
  void missingArticle_isNamed() {
    Ledger ledger = balance(FIRST, DEAD);
    assertThat(ledger.missing()).containsExactly("2");
    assertThat(ledger.isComplete()).isFalse();
  }

  @Test
  void missingDeadLetter_isNamed() {
    assertThat(balance(FIRST, SECOND).missing()).containsExactly("g");
  }

  /** A crash repeats from the last commit on, which begins an earlier run of the key again. */
  @Test
  void repetition_isCompleteButNotExact() {
    Ledger ledger = balance(FIRST, SECOND, FIRST, SECOND, DEAD);
    assertThat(ledger.repeated()).containsExactly("1", "2");
    assertThat(ledger.isExact()).isFalse();
    assertThat(ledger.isComplete()).isTrue();
  }

  @Test
  void overtaken_isOutOfOrder() {
    assertThat(balance(SECOND, FIRST, DEAD).disordered()).containsExactly("1");
  }

  @Test
  void otherLabel_isNamed_alsoInRepetition() {
    var wrong = new Received.Labelled("k", "1", "Sports");
    assertThat(balance(FIRST, wrong, SECOND, DEAD).mislabelled())
        .containsExactly("1 is Sports, not World");
  }

  @Test
  void goodArticleDeadLettered_isUnexplainedAndMissing() {
    Ledger ledger = balance(FIRST, new Received.Dead("k", "too large", 8), DEAD);
    assertThat(ledger.unexplained()).hasSize(1);
    assertThat(ledger.missing()).containsExactly("2");
  }

  @Test
  void deadLetterWithoutReason_isUnexplained() {
    assertThat(balance(FIRST, SECOND, new Received.Dead("g", "", 7)).isComplete()).isFalse();
  }

  @Test
  void deadLetterWithOtherBytes_isUnexplained() {
    var other = new Received.Dead("g", "not the event", 8);
    assertThat(balance(FIRST, SECOND, other).unexplained()).hasSize(1);
  }

  @Test
  void labelOfGarbage_isUnexplained() {
    var label = new Received.Labelled("g", "anything", "World");
    assertThat(balance(FIRST, SECOND, label).unexplained()).hasSize(1);
  }

  @Test
  void gibberish_isToBeLabelledWhateverTheLabel() {
    List<Sent> sent = List.of(new Sent.Gibberish("h"));
    var label = new Received.Labelled("h", "", "Sports");
    assertThat(Ledger.of(sent, List.of(label)).isExact()).isTrue();
    var dead = new Received.Dead("h", "not the event", 7);
    assertThat(Ledger.of(sent, List.of(dead)).isComplete()).isFalse();
  }

  @Test
  void mutant_isEitherButNotBoth() {
    List<Sent> sent = List.of(new Sent.Mutant("m", 7));
    var label = new Received.Labelled("m", "1", "Sports");
    var dead = new Received.Dead("m", "not the event", 7);
    assertThat(Ledger.of(sent, List.of(label)).isExact()).isTrue();
    assertThat(Ledger.of(sent, List.of(dead)).isExact()).isTrue();
    assertThat(Ledger.of(sent, List.of(label, dead)).repeated()).containsExactly("m");
  }

  @Test
  void neverSent_isUnexplained() {
    var stranger = new Received.Labelled("k", "3", "World");
    assertThat(balance(FIRST, SECOND, DEAD, stranger).unexplained()).hasSize(1);
  }

  private static Ledger balance(Received... received) {
    return Ledger.of(SENT, List.of(received));
  }
}
