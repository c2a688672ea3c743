package io.copytaster.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Scenario 1: SIGKILL of one of two instances that share the load, again and again. */
@NeedsContainers
class InstanceKilledTest {

  private static final int SEED = 41;
  private static final int ARTICLES_PER_SECOND = 20;

  @Test
  void kill_underExactlyOnce_losesAndRepeatsNothing() {
    Ledger ledger = killAgainAndAgain("exactly-once", Form.chosen().of(2, 20));
    assertThat(ledger.isExact()).as(ledger.toString()).isTrue();
  }

  @Test
  void kill_underAtLeastOnce_losesNothing() {
    Ledger ledger = killAgainAndAgain("at-least-once", Form.chosen().of(1, 20));
    assertThat(ledger.isComplete()).as(ledger.toString()).isTrue();
  }

  private static Ledger killAgainAndAgain(String guarantee, int kills) {
    var random = new Random(SEED);
    try (var scenario = new Scenario("killed-" + guarantee, 2, "serving.guarantee", guarantee);
        var producer = SteadyProducer.start(scenario.settings(), ARTICLES_PER_SECOND)) {
      LabelReader reader = scenario.reader();
      scenario.requireProgress();
      for (int kill = 1; kill <= kills; kill++) {
        reader.readFor(Duration.ofMillis(3_000 + random.nextInt(9_000)));
        Instance victim = scenario.instance(random.nextInt(2));
        victim.kill();
        reader.readFor(Duration.ofMillis(random.nextInt(4_000)));
        victim.restart();
      }
      List<Sent> sent = producer.finish();
      Ledger ledger = scenario.settle(sent);
      Results.write("1 instance killed, " + guarantee, kills + " kills, seed " + SEED, ledger);
      return ledger;
    }
  }
}
