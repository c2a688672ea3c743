package io.copytaster.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Scenario 3: each of two instances in turn is cut off from the brokers for much longer than its
 * session.
 *
 * <p>Its interface is taken away, so packets are lost in both directions at once and neither side
 * hears of an end: an instance that is paused instead would not go on working in the belief that
 * its partitions are still its own.
 */
@NeedsContainers
class NetworkCutTest {

  private static final int ARTICLES_PER_SECOND = 20;
  private static final String SESSION = "6s";

  @Test
  void cut_underExactlyOnce_losesAndRepeatsNothing() {
    Ledger ledger = cutEach("exactly-once");
    assertThat(ledger.isExact()).as(ledger.toString()).isTrue();
  }

  @Test
  @EnabledIfSystemProperty(named = "faults", matches = "long")
  void cut_underAtLeastOnce_losesNothing() {
    Ledger ledger = cutEach("at-least-once");
    assertThat(ledger.isComplete()).as(ledger.toString()).isTrue();
  }

  private static Ledger cutEach(String guarantee) {
    var cut = Duration.ofSeconds(Form.chosen().of(20, 90));
    try (var scenario =
            new Scenario(
                "cut-" + guarantee,
                2,
                "serving.guarantee",
                guarantee,
                "serving.session-timeout",
                SESSION);
        var producer = SteadyProducer.start(scenario.settings(), ARTICLES_PER_SECOND)) {
      scenario.requireProgress();
      // The second cut shows that the first instance is back: it has to do the work alone.
      for (int number = 0; number < 2; number++) {
        Instance victim = scenario.instance(number);
        victim.cutOff();
        scenario.reader().readFor(cut);
        scenario.requireProgress();
        victim.reconnect();
        scenario.requireProgress();
      }
      Ledger ledger = scenario.settle(producer.finish());
      Results.write("3 network cut, " + guarantee, "twice " + cut.toSeconds() + " s", ledger);
      return ledger;
    }
  }
}
