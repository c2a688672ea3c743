package io.copytaster.streams.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CommitPaceTest {

  private static final Duration INTERVAL = Duration.ofMillis(20);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final long MILLI = 1_000_000;

  @Test
  void withoutRecords_theWholeTimeoutIsWaited() {
    var pace = new CommitPace(INTERVAL, 0);
    assertThat(pace.wait(POLL, 0)).isEqualTo(POLL);
    assertThat(pace.wait(POLL, 5 * MILLI)).isEqualTo(POLL);
  }

  @Test
  void afterRecords_theWaitEndsWhenTheCommitIsDue_notAnIntervalLater() {
    var pace = new CommitPace(INTERVAL, 0);
    pace.handedOver(14 * MILLI);
    assertThat(pace.wait(POLL, 15 * MILLI)).isEqualTo(Duration.ofMillis(7));
    assertThat(pace.wait(Duration.ofMillis(3), 15 * MILLI)).isEqualTo(Duration.ofMillis(3));
  }

  @Test
  void whenTheCommitIsOverdue_theLastRecordsHaveTheNext_andThenNothingIsWaitedFor() {
    var pace = new CommitPace(INTERVAL, 0);
    pace.handedOver(29 * MILLI);
    assertThat(pace.wait(POLL, 30 * MILLI)).isEqualTo(Duration.ofMillis(22));
    assertThat(pace.wait(POLL, 52 * MILLI)).isEqualTo(POLL);
  }

  /**
   * Beside Streams' own rule, on records that come at random, some of them several at once. What is
   * more than the interval are ticks of its clock and what it takes to process the records.
   */
  @Test
  void recordsAreCommitted_anIntervalLaterAtMost() {
    for (int seed = 0; seed < 200; seed++) {
      var streams = new Streams(new Random(seed));
      for (int poll = 0; poll < 500; poll++) {
        streams.pollAndProcess();
        assertThat(streams.longestUncommitted)
            .as("seed %d, poll %d", seed, poll)
            .isLessThanOrEqualTo(INTERVAL.plusMillis(5).toNanos());
      }
    }
  }

  /** What a stream thread does with its time, which costs nothing but where it says so. */
  private static final class Streams {
    private final Random random;
    private final CommitPace pace;
    private long now;
    private long next;
    private long lastCommit;
    private long uncommittedSince = Long.MAX_VALUE;
    private long longestUncommitted;

    private Streams(Random random) {
      this.random = random;
      this.now = random.nextInt((int) MILLI);
      this.pace = new CommitPace(INTERVAL, now);
      this.lastCommit = now / MILLI;
      this.next = now + untilNext();
    }

    private void pollAndProcess() {
      now = Math.max(now, Math.min(now + pace.wait(POLL, now).toNanos(), next));
      int records = now < next ? 0 : 1 + random.nextInt(3);
      if (records > 0) {
        next = now + untilNext();
        pace.handedOver(now);
      }
      for (int record = 0; record < records; record++) {
        uncommittedSince = Math.min(uncommittedSince, now);
        now += random.nextInt((int) MILLI) / 4;
        look();
      }
      look();
    }

    private void look() {
      longestUncommitted = Math.max(longestUncommitted, now - uncommittedSince);
      if (now / MILLI - lastCommit > INTERVAL.toMillis()) {
        now += uncommittedSince == Long.MAX_VALUE ? 0 : random.nextInt(10) * MILLI;
        lastCommit = now / MILLI;
        uncommittedSince = Long.MAX_VALUE;
      }
    }

    private long untilNext() {
      return (long) (-Math.log(1 - random.nextDouble()) * 28 * MILLI);
    }
  }
}
