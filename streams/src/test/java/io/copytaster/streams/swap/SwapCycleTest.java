package io.copytaster.streams.swap;

import static org.assertj.core.api.Assertions.assertThat;

import io.copytaster.schemas.ModelAnnouncement;
import io.copytaster.streams.swap.Refusal.Category;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Which announcement is worked on, and what a failure means. */
class SwapCycleTest {

  private static final Backoff BACKOFF =
      new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(3), 4);
  private static final Refusal AWAY = new Refusal(Category.STORAGE, "away");
  private static final Refusal CORRUPT = new Refusal(Category.FILES, "corrupt");
  private static final long SECOND = 1_000_000_000;

  private final SwapCycle cycle = new SwapCycle("a", BACKOFF);

  @Test
  void nothingAnnounced_nothingIsDue() {
    assertThat(cycle.due(0)).isEmpty();
    assertThat(cycle.nanosUntilDue(0)).isEqualTo(Long.MAX_VALUE);
    assertThat(SwapStatus.of(cycle)).isEqualTo(new SwapStatus("a", "serving", null, null));
  }

  @Test
  void announced_isDueAtOnce_andServesOncePublished() {
    Attempt attempt = announce("b", 5);
    assertThat(attempt.number()).isEqualTo(1);
    assertThat(attempt.announced()).isEqualTo(5);
    cycle.reached(attempt, Step.WARMING);
    assertThat(SwapStatus.of(cycle)).isEqualTo(new SwapStatus("a", "warming", "b", null));
    cycle.published(attempt);
    assertThat(SwapStatus.of(cycle)).isEqualTo(new SwapStatus("b", "serving", null, null));
    assertThat(cycle.due(6)).isEmpty();
  }

  @Test
  void whatServesIsAnnounced_nothingIsDue() {
    cycle.announced(model("a"), 0);
    assertThat(cycle.due(0)).isEmpty();
  }

  @Test
  void newerAnnouncement_wins() {
    Attempt older = announce("b", 0);
    Attempt newer = announce("c", 1);
    assertThat(cycle.isWanted(older)).isFalse();
    assertThat(cycle.isWanted(newer)).isTrue();
  }

  @Test
  void sameAnnouncementAgain_changesNothing() {
    Attempt attempt = announce("b", 0);
    cycle.reached(attempt, Step.CHECKING);
    cycle.announced(model("b"), 1);
    assertThat(cycle.isWanted(attempt)).isTrue();
    assertThat(SwapStatus.of(cycle).phase()).isEqualTo("checking");
  }

  @Test
  void whatServesIsAnnouncedDuringASwap_theSwapIsAbandoned() {
    Attempt attempt = announce("b", 0);
    cycle.announced(model("a"), 1);
    assertThat(cycle.isWanted(attempt)).isFalse();
    assertThat(SwapStatus.of(cycle).phase()).isEqualTo("serving");
  }

  @Test
  void rollBack_isAnOrdinaryAnnouncement() {
    cycle.published(announce("b", 0));
    cycle.published(announce("a", 1));
    assertThat(cycle.serving()).isEqualTo("a");
  }

  @Test
  void corruptFiles_areNeverTriedAgain_untilAnotherAnnouncement() {
    Attempt attempt = announce("b", 0);
    cycle.refused(attempt, CORRUPT, 0);
    assertThat(SwapStatus.of(cycle)).isEqualTo(new SwapStatus("a", "refused", "b", CORRUPT));
    assertThat(cycle.due(1_000 * SECOND)).isEmpty();
    cycle.announced(model("b"), 1);
    assertThat(cycle.due(1)).as("the same announcement, read again").isEmpty();
    assertThat(announce("c", 2).model()).isEqualTo("c");
  }

  @Test
  void storageAway_isTriedAgain_afterEachTimeLonger_andNotForEver() {
    cycle.refused(announce("b", 0), AWAY, 0);
    assertThat(SwapStatus.of(cycle)).isEqualTo(new SwapStatus("a", "waiting", "b", AWAY));
    assertThat(cycle.nanosUntilDue(0)).isEqualTo(SECOND);
    assertThat(cycle.due(SECOND - 1)).isEmpty();
    for (int seconds : new int[] {1, 2, 3}) {
      assertThat(cycle.nanosUntilDue(0)).isEqualTo(seconds * SECOND);
      Attempt again = cycle.due(seconds * SECOND).orElseThrow();
      assertThat(again.number()).isEqualTo(seconds + 1);
      assertThat(again.announced()).as("when it was announced").isZero();
      cycle.refused(again, AWAY, 0);
    }
    assertThat(SwapStatus.of(cycle).phase()).as("after four attempts").isEqualTo("refused");
  }

  @Test
  void storageAway_newerAnnouncementDoesNotWait() {
    cycle.refused(announce("b", 0), AWAY, 0);
    assertThat(announce("c", 1).number()).isEqualTo(1);
  }

  private Attempt announce(String model, long now) {
    cycle.announced(model(model), now);
    return cycle.due(now).orElseThrow();
  }

  private static ModelAnnouncement model(String id) {
    return ModelAnnouncement.newBuilder().setChannel("champion").setModel(id).build();
  }
}
