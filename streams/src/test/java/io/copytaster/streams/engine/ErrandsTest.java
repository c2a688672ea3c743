package io.copytaster.streams.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is no batch gets its turn, and never two turns of a batch. */
class ErrandsTest {

  private static final boolean WAITING = true;
  private static final boolean NOBODY = false;
  private static final long NOW = 1_000;

  private final Errands errands = new Errands();
  private final Errand<Integer> one = Errand.of(() -> 1, Errand.NEVER);
  private final Errand<Integer> two = Errand.of(() -> 2, Errand.NEVER);
  private final Errand<Integer> low = Errand.of(() -> 3, NOW + 50);

  @Test
  void articlesWait_oneErrandBetweenTwoBatches() {
    errands.add(one);
    errands.add(two);
    assertThat(errands.next(WAITING)).contains(one);
    assertThat(errands.next(WAITING)).as("first a batch").isEmpty();
    errands.batchCut();
    assertThat(errands.next(WAITING)).contains(two);
  }

  @Test
  void batch_isToldWhetherItsArticlesWaitedForAnErrand() {
    errands.add(one);
    assertThat(errands.next(WAITING)).contains(one);
    assertThat(errands.batchCut()).isTrue();
    assertThat(errands.batchCut()).isFalse();
  }

  @Test
  void nobodyWaits_errandsFollowEachOther() {
    errands.add(one);
    errands.add(two);
    assertThat(errands.next(NOBODY)).contains(one);
    assertThat(errands.next(NOBODY)).contains(two);
    assertThat(errands.next(NOBODY)).isEmpty();
  }

  @Test
  void articleComesDuringAnErrand_itsBatchIsNext() {
    errands.add(one);
    errands.add(two);
    assertThat(errands.next(NOBODY)).contains(one);
    assertThat(errands.next(WAITING)).isEmpty();
  }

  @Test
  void idleMoment_isWhenNothingElseWaits() {
    assertThat(errands.addWhenIdle(low)).isTrue();
    errands.add(one);
    assertThat(errands.next(WAITING)).contains(one);
    errands.batchCut();
    assertThat(errands.next(WAITING)).as("articles wait").isEmpty();
    assertThat(errands.next(NOBODY)).contains(low);
  }

  @Test
  void noIdleMomentInTime_isShed() {
    errands.addWhenIdle(low);
    assertThat(errands.expired(NOW + 49)).isEmpty();
    assertThat(errands.expired(NOW + 50)).hasSize(1).first().isSameAs(low);
    assertThat(errands.next(NOBODY)).isEmpty();
  }

  @Test
  void tooManyForIdleMoments_areNotTaken() {
    for (int i = 0; i < Errands.IDLE_CAPACITY; i++) {
      assertThat(errands.addWhenIdle(Errand.of(() -> 0, NOW))).isTrue();
    }
    assertThat(errands.addWhenIdle(low)).isFalse();
  }
}
