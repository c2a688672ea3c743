package io.copytaster.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Scenario 8: one instance at 80 % of what it can, exactly-once, that changes its model every
 * minute.
 */
@NeedsContainers
class SoakTest {

  private static final double LOAD = 0.8;
  private static final Duration BETWEEN_SWAPS = Duration.ofMinutes(1);
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(10);

  @Test
  void soak_withASwapEachMinute_holdsNoMoreLateThanEarly() {
    int minutes = Form.chosen().of(4, 60);
    var log = new HoldingsLog();
    try (var scenario = new Scenario("soak", 1, "serving.guarantee", "exactly-once");
        var feed = new Feed(scenario.settings())) {
      double rate = LOAD * Capacity.of(scenario, feed);
      Instance instance = scenario.instance(0);
      List<String> models =
          Stream.of("left", "right").map(Checkpoints::twin).map(scenario::announce).toList();
      try (var producer = SteadyProducer.start(feed, Capacity.ARTICLES, rate)) {
        for (int minute = 0; minute < minutes; minute++) {
          String next = models.get(minute % models.size());
          scenario.announce(next);
          scenario.requireModel(instance, next);
          look(scenario, log);
        }
        Ledger ledger = scenario.settle(producer.finish());
        Results.write(
            "8 soak, exactly-once",
            "%d min at %.0f articles/s, %d swaps; %s".formatted(minutes, rate, minutes, log),
            ledger);
        assertThat(ledger.isExact()).as(ledger.toString()).isTrue();
      }
    }
    log.requireFlat();
  }

  private static void look(Scenario scenario, HoldingsLog log) {
    for (long i = 0; i < BETWEEN_SWAPS.dividedBy(BETWEEN_LOOKS); i++) {
      scenario.reader().readFor(BETWEEN_LOOKS);
      log.add(Holdings.of(scenario.instance(0).meters()));
    }
  }
}
