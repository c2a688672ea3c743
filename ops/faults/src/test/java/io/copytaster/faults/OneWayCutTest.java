package io.copytaster.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.copytaster.faults.Detour.Direction;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Scenario 3, one direction at a time: for much longer than its session, first what one of two
 * instances says does not reach the brokers, then what they say does not reach it. Afterwards it
 * arrives after all: requests of an instance whose work another has long taken over, and answers to
 * what it has given up.
 */
@NeedsContainers
class OneWayCutTest {

  private static final int ARTICLES_PER_SECOND = 20;
  private static final String SESSION = "6s";
  private static final String LABELED = "copytaster_articles_labeled_total";

  @Test
  void oneWayCut_underExactlyOnce_losesAndRepeatsNothing() {
    Ledger ledger = cutEachWay("exactly-once");
    assertThat(ledger.isExact()).as(ledger.toString()).isTrue();
  }

  @Test
  @EnabledIfSystemProperty(named = "faults", matches = "long")
  void oneWayCut_underAtLeastOnce_losesNothing() {
    Ledger ledger = cutEachWay("at-least-once");
    assertThat(ledger.isComplete()).as(ledger.toString()).isTrue();
  }

  private static Ledger cutEachWay(String guarantee) {
    var cut = Duration.ofSeconds(Form.chosen().of(20, 90));
    Detour detour = Cluster.shared().detour();
    try (var scenario =
            new Scenario(
                "one-way-" + guarantee,
                UnaryOperator.identity(),
                Map.of(),
                "serving.guarantee",
                guarantee,
                "serving.session-timeout",
                SESSION);
        var producer = SteadyProducer.start(scenario.settings(), ARTICLES_PER_SECOND)) {
      Instance victim =
          scenario.add(setup -> setup.with("kafka.bootstrap.servers", detour.servers()));
      scenario.add();
      for (Direction direction : Direction.values()) {
        requireLabels(scenario, victim);
        detour.block(direction);
        scenario.reader().readFor(cut);
        scenario.requireProgress();
        detour.unblock(direction);
        requireLabels(scenario, victim);
      }
      Ledger ledger = scenario.settle(producer.finish());
      Results.write(
          "3 network cut one way, then the other, " + guarantee,
          "each " + cut.toSeconds() + " s",
          ledger);
      return ledger;
    }
  }

  /** It takes part in the work. */
  private static void requireLabels(Scenario scenario, Instance instance) {
    scenario.requireProgress();
    double before = instance.meters().sum(LABELED);
    scenario.require("label of it", () -> instance.meters().sum(LABELED) > before);
  }
}
