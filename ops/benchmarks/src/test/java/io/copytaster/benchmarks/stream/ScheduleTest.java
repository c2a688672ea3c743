package io.copytaster.benchmarks.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Arrivals wait for nobody, and latencies begin where an article was due. */
class ScheduleTest {

  private static final Schedule TEN_PER_SECOND =
      new Schedule(10, Duration.ofSeconds(1), Duration.ofSeconds(3));

  @Test
  void due_longAfterTheStart_doesNotDrift() {
    assertThat(TEN_PER_SECOND.due(0)).isZero();
    assertThat(TEN_PER_SECOND.due(1)).isEqualTo(100_000_000);
    assertThat(TEN_PER_SECOND.due(36_000)).isEqualTo(Duration.ofHours(1).toNanos());
  }

  @Test
  void arrivals_fillWarmUpAndWhatIsCounted() {
    assertThat(TEN_PER_SECOND.arrivals()).isEqualTo(40);
    assertThat(LongStream.range(0, 40).filter(n -> TEN_PER_SECOND.counts((int) n))).hasSize(30);
  }

  @Test
  void latency_serviceStallsForASecond_isTheWaitOfAllWhoWereDueInIt() {
    long answered = Duration.ofMillis(2000).toNanos();
    assertThat(TEN_PER_SECOND.latency(10, answered)).isEqualTo(Duration.ofMillis(1000).toNanos());
    assertThat(TEN_PER_SECOND.latency(15, answered)).isEqualTo(Duration.ofMillis(500).toNanos());
  }

  @Test
  void rate_notAboveZero_isRefused() {
    assertThatThrownBy(() -> new Schedule(0, Duration.ZERO, Duration.ZERO))
        .hasMessageContaining("above 0: 0.0");
  }
}
