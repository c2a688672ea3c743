package io.copytaster.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Scenario 5: of two instances one is of the next version, whose events have a field more; then a
 * model with a label more is announced; then the other instance follows.
 *
 * <p>{@code ops/faults/next-version} builds that version.
 */
@NeedsContainers
@EnabledIfSystemProperty(
    named = "faults.next-image",
    matches = ".+",
    disabledReason = "-Dfaults.next-image names no version to upgrade to")
class UpgradeTest {

  private static final String NEXT = System.getProperty("faults.next-image", "");
  private static final int ARTICLES_PER_SECOND = 20;

  @Test
  void upgrade_underExactlyOnce_losesAndRepeatsNothing() {
    upgrade("exactly-once");
  }

  @Test
  void upgrade_underAtLeastOnce_losesNothing() {
    upgrade("at-least-once");
  }

  private static void upgrade(String guarantee) {
    String name = "upgrade-" + guarantee;
    try (var registry = new Registry(Cluster.shared().network());
        var scenario =
            new Scenario(
                name,
                UnaryOperator.identity(),
                Map.of("registry.url", registry.outsideUrl()),
                "serving.guarantee",
                guarantee,
                "registry.url",
                registry.insideUrl())) {
      scenario.once(UnaryOperator.identity(), "schemas", "register");
      scenario.add();
      Instance older = scenario.add();
      var feed = new Feed(scenario.settings());
      try (var producer = SteadyProducer.start(feed, 0, ARTICLES_PER_SECOND)) {
        scenario.requireProgress();
        scenario.once(setup -> setup.version(NEXT), "schemas", "register");
        Instance newer = scenario.replace(0, setup -> setup.version(NEXT));
        scenario.requireProgress();
        feed.encodeWith(registry.newest(scenario.settings().topics().raw()));
        scenario.requireProgress();
        String wider = scenario.announce(Checkpoints.withLabel(name, "Weather"));
        scenario.requireModel(newer, wider);
        scenario.requireModel(older, wider);
        scenario.requireProgress();
        scenario.replace(1, setup -> setup.version(NEXT));
        scenario.requireProgress();
        Ledger ledger = scenario.settle(producer.finish());
        Results.write("5 rolling upgrade, " + guarantee, "a field and a label more", ledger);
        assertThat(ledger.isComplete()).as(ledger.toString()).isTrue();
        assertThat(guarantee.equals("at-least-once") || ledger.isExact())
            .as(ledger.toString())
            .isTrue();
      }
    }
  }
}
