package io.copytaster.streams.engine;

import static io.copytaster.streams.engine.Fixtures.LINGER;
import static io.copytaster.streams.engine.Fixtures.pending;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** When a batch is cut, and who is in it. */
class MicroBatcherTest {

  private static final boolean IDLE = true;
  private static final boolean BUSY = false;
  private static final long NOW = 1_000_000_000;

  private final MicroBatcher batcher = new MicroBatcher(Fixtures.settings(1024, 64, LINGER));
  private long arrivals;

  @Test
  void nobodyWaits_isNeverReady() {
    assertThat(batcher.isReady(NOW)).isFalse();
    assertThat(batcher.nanosUntilReady(NOW)).isEqualTo(Long.MAX_VALUE);
    assertThat(batcher.next(NOW)).isEmpty();
  }

  @Test
  void idleDevice_firstLingersForCompanions() {
    add(IDLE, 50);
    assertThat(batcher.nanosUntilReady(NOW)).isEqualTo(LINGER.toNanos());
    assertThat(batcher.isReady(NOW + LINGER.toNanos() - 1)).isFalse();
    assertThat(batcher.isReady(NOW + LINGER.toNanos())).isTrue();
  }

  @Test
  void idleDevice_companionsDoNotProlongTheLinger() {
    add(IDLE, 50);
    batcher.add(pending(arrivals++, 50), IDLE, NOW + 900_000);
    assertThat(batcher.nanosUntilReady(NOW + 900_000)).isEqualTo(100_000);
  }

  @Test
  void idleDevice_enoughTokensForABatch_isReadyAtOnce() {
    add(IDLE, 500, 524);
    assertThat(batcher.isReady(NOW)).isTrue();
  }

  @Test
  void idleDevice_enoughArticlesForABatch_isReadyAtOnce() {
    add(IDLE, IntStream.generate(() -> 8).limit(64).toArray());
    assertThat(batcher.isReady(NOW)).isTrue();
  }

  @Test
  void busyDevice_nobodyLingers() {
    add(BUSY, 50);
    assertThat(batcher.isReady(NOW)).isTrue();
  }

  @Test
  void fullBatchCutWhileLingering_restDoesNotLinger() {
    add(IDLE, 1024, 50);
    batcher.next(NOW);
    assertThat(batcher.isReady(NOW)).isTrue();
  }

  @Test
  void emptyAgain_nextLingersAgain() {
    add(IDLE, 50);
    batcher.next(NOW);
    add(IDLE, 50);
    assertThat(batcher.nanosUntilReady(NOW)).isEqualTo(LINGER.toNanos());
  }

  @Test
  void oldestIsAnOutlier_goesAlone() {
    add(BUSY, 512, 50, 50, 50);
    assertThat(nextLengths()).containsExactly(512);
    assertThat(nextLengths()).containsExactly(50, 50, 50);
  }

  @Test
  void outlierAmongShortOnes_waitsForItsOwnTurn() {
    add(BUSY, 50, 512, 50, 50);
    assertThat(nextLengths()).containsExactly(50, 50, 50);
    assertThat(nextLengths()).containsExactly(512);
  }

  @Test
  void longerThanABatchMayBe_goesAlone() {
    add(BUSY, 2000, 2000, 30);
    assertThat(nextLengths()).containsExactly(2000);
    assertThat(nextLengths()).containsExactly(2000);
    assertThat(nextLengths()).containsExactly(30);
  }

  @Test
  void nearestInLength_goWithTheOldest() {
    add(BUSY, 100, 60, 101, 150, 99);
    assertThat(nextLengths()).containsExactly(100, 101, 99);
  }

  @Test
  void roomForOneMore_nearestIsTaken() {
    add(BUSY, 400, 380, 401);
    assertThat(nextLengths()).containsExactly(400, 401);
    assertThat(nextLengths()).containsExactly(380);
  }

  @Test
  void sameLength_olderGoFirst() {
    add(BUSY, IntStream.generate(() -> 100).limit(15).toArray());
    assertThat(batcher.next(NOW)).extracting(PendingArticle::arrival).first().isEqualTo(0L);
    assertThat(batcher.next(NOW))
        .extracting(PendingArticle::arrival)
        .containsExactly(10L, 11L, 12L, 13L, 14L);
  }

  @Test
  void manyShortOnes_rowsAreLimited() {
    add(BUSY, IntStream.generate(() -> 2).limit(100).toArray());
    assertThat(nextLengths()).hasSize(64);
    assertThat(nextLengths()).hasSize(36);
  }

  @Test
  void batchAfterAnErrand_isHalfAsLarge() {
    add(BUSY, IntStream.generate(() -> 128).limit(20).toArray());
    assertThat(batcher.nextAfterErrand(NOW)).hasSize(4);
    assertThat(batcher.next(NOW)).hasSize(8);
    add(BUSY, IntStream.generate(() -> 2).limit(100).toArray());
    batcher.next(NOW);
    assertThat(batcher.nextAfterErrand(NOW)).hasSize(32);
  }

  @Test
  void thinQueue_smallBatchMayPadALittle() {
    add(BUSY, 50, 30);
    assertThat(nextLengths()).as("20 of 100 padded, 25 allowed").containsExactly(50, 30);
    add(BUSY, 50, 20);
    assertThat(nextLengths()).as("30 of 100 would be padded").containsExactly(50);
  }

  @Test
  void drain_takesEverythingInOrderOfArrival() {
    add(BUSY, 50, 512, 8);
    assertThat(batcher.drain()).extracting(PendingArticle::arrival).containsExactly(0L, 1L, 2L);
    assertThat(batcher.isEmpty()).isTrue();
    assertThat(batcher.tokens()).isZero();
  }

  private void add(boolean deviceIdle, int... lengths) {
    for (int length : lengths) {
      batcher.add(pending(arrivals++, length), deviceIdle, NOW);
    }
  }

  private List<Integer> nextLengths() {
    return batcher.next(NOW).stream().map(PendingArticle::length).toList();
  }
}
