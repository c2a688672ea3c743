package io.copytaster.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Scenario 2: of three brokers one is killed and returns, then the one that is the active
 * controller, then all are restarted one by one; under two streams, one of each guarantee.
 */
@NeedsContainers
class BrokersLostTest {

  private static final int ARTICLES_PER_SECOND = 15;

  /** Longer than a broker's session, after which its partitions have other leaders. */
  private static final Duration AWAY = Duration.ofSeconds(12);

  @Test
  void brokersLost_bothGuaranteesHold() {
    int rounds = Form.chosen().of(1, 5);
    try (var once = scenario("exactly-once");
        var least = scenario("at-least-once");
        var sentOnce = SteadyProducer.start(once.settings(), ARTICLES_PER_SECOND);
        var sentLeast = SteadyProducer.start(least.settings(), ARTICLES_PER_SECOND)) {
      var both = List.of(once, least);
      both.forEach(Scenario::requireProgress);
      for (int round = 0; round < rounds; round++) {
        killed(both, anotherThan(Cluster.shared().controller(), round));
        killed(both, Cluster.shared().controller());
        IntStream.rangeClosed(1, Cluster.BROKERS).forEach(id -> restarted(both, id));
      }
      Ledger exact = once.settle(sentOnce.finish());
      Ledger complete = least.settle(sentLeast.finish());
      Results.write("2 brokers lost, exactly-once", rounds + " rounds", exact);
      Results.write("2 brokers lost, at-least-once", rounds + " rounds", complete);
      assertThat(exact.isExact()).as(exact.toString()).isTrue();
      assertThat(complete.isComplete()).as(complete.toString()).isTrue();
    }
  }

  private static Scenario scenario(String guarantee) {
    return new Scenario("brokers-" + guarantee, 1, "serving.guarantee", guarantee);
  }

  /** The other two go on without it, and it comes back to them. */
  private static void killed(List<Scenario> both, int id) {
    Cluster.shared().kill(id);
    both.get(0).reader().readFor(AWAY);
    both.forEach(Scenario::requireProgress);
    Cluster.shared().start(id);
    Cluster.shared().awaitHealthy();
  }

  private static void restarted(List<Scenario> both, int id) {
    Cluster.shared().stop(id);
    Cluster.shared().start(id);
    Cluster.shared().awaitHealthy();
    both.forEach(Scenario::requireProgress);
  }

  private static int anotherThan(int controller, int round) {
    return (controller + round % (Cluster.BROKERS - 1)) % Cluster.BROKERS + 1;
  }
}
