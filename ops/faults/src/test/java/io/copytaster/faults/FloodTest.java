package io.copytaster.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Scenario 6: a producer ten times faster than the model. What waits, waits in Kafka; afterwards an
 * instance that remembers articles labels it in minutes instead of hours, since the samples repeat.
 */
@NeedsContainers
class FloodTest {

  private static final int TIMES = 10;
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(10);
  private static final String REBALANCES = "kafka_consumer_coordinator_rebalance_total";
  private static final String BETWEEN_POLLS = "kafka_consumer_time_between_poll_max";

  /** Kafka's default, which is not changed. */
  private static final Duration MAX_POLL_INTERVAL = Duration.ofMinutes(5);

  @Test
  void flood_memoryStaysFlat_andTheGroupIsLeftAlone() {
    var log = new HoldingsLog();
    // Slower, so that ten times as fast can be had from the same machine.
    try (var scenario =
            new Scenario(
                "flood", 1, "serving.guarantee", "exactly-once", "model.precision", "fp32");
        var feed = new Feed(scenario.settings())) {
      double rate = TIMES * Capacity.of(scenario, feed);
      Instance instance = scenario.instance(0);
      double rebalances = instance.meters().sum(REBALANCES);
      double longest = 0;
      Duration time = Duration.ofMinutes(Form.chosen().of(2, 10));
      List<Sent> sent;
      try (var producer = SteadyProducer.start(feed, Capacity.ARTICLES, rate)) {
        for (long i = 0; i < time.dividedBy(BETWEEN_LOOKS); i++) {
          scenario.reader().readFor(BETWEEN_LOOKS);
          MeterPage page = instance.meters();
          log.add(Holdings.of(page));
          longest = Math.max(longest, page.max(BETWEEN_POLLS));
        }
        sent = producer.finish();
      }
      assertThat(instance.meters().sum(REBALANCES)).as("rebalances").isEqualTo(rebalances);
      int labelled = scenario.reader().distinct();
      scenario.replace(0, setup -> setup.with("engine.remembered-articles", "10000"));
      Ledger ledger = scenario.settle(sent);
      Results.write(
          "6 producer ten times faster, exactly-once",
          "%d min at %.0f articles/s, %d of them labelled then; at most %.0f ms between polls; %s"
              .formatted(time.toMinutes(), rate, labelled, longest, log),
          ledger);
      assertThat(ledger.isExact()).as(ledger.toString()).isTrue();
      assertThat(longest).isLessThan(TimeUnit.NANOSECONDS.toMillis(MAX_POLL_INTERVAL.toNanos()));
    }
    log.requireFlat();
  }
}
