package io.copytaster.streams.swap;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A candidate takes no more of the device at a time than the articles can spare. */
class SliceSizeTest {

  private final SliceSize slice = new SliceSize(2048);

  @Test
  void paceUnknown_oneRow() {
    assertThat(slice.rows(8)).isEqualTo(1);
    assertThat(slice.rows(512)).isEqualTo(1);
  }

  @Test
  void fastDevice_anOrdinaryBatchAndNoMore() {
    slice.computed(1_000, Duration.ofMillis(1).toNanos());
    assertThat(slice.rows(64)).isEqualTo(32);
  }

  @Test
  void slice_goesOnWhileTheNextBatchFitsTheGoal() {
    slice.computed(100, SliceSize.GOAL.toNanos() / 2);
    assertThat(slice.admits(SliceSize.GOAL.toNanos() / 2, 100)).isTrue();
    assertThat(slice.admits(SliceSize.GOAL.toNanos() / 2, 101)).isFalse();
    assertThat(slice.admits(SliceSize.GOAL.toNanos() + 1, 0)).isFalse();
  }

  @Test
  void slowDevice_asManyRowsAsTheGoalAllows() {
    slice.computed(100, SliceSize.GOAL.toNanos());
    assertThat(slice.rows(50)).isEqualTo(2);
    assertThat(slice.rows(64)).as("a row cannot be split").isEqualTo(1);
    assertThat(slice.rows(512)).isEqualTo(1);
  }
}
