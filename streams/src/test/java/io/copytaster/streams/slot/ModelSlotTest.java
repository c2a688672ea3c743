package io.copytaster.streams.slot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.copytaster.streams.engine.FakeClassifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whoever leased a model may use it until the lease is returned, and nobody later. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ModelSlotTest {

  private static final Duration AT_ONCE = Duration.ZERO;

  private final FakeClassifier first = FakeClassifier.named("first");
  private final FakeClassifier second = FakeClassifier.named("second");
  private final ModelSlot slot = new ModelSlot(first);

  @Test
  void publish_newLeasesAreOfTheNewModel_oldOnesStayOfTheOld() {
    try (ModelLease before = slot.acquire()) {
      slot.publish(second);
      try (ModelLease after = slot.acquire()) {
        assertThat(before.model()).isSameAs(first);
        assertThat(after.model()).isSameAs(second);
        assertThat(slot.model()).isEqualTo("second");
      }
    }
  }

  @Test
  void retired_isFreedOnlyAfterItsLastLease_byWhoAsks() throws InterruptedException {
    ModelLease one = slot.acquire();
    ModelLease two = slot.acquire();
    RetiredModel retired = slot.publish(second);
    assertThat(retired.free(AT_ONCE)).isFalse();
    one.close();
    one.close(); // counts once
    assertThat(retired.free(AT_ONCE)).as("one lease is still out").isFalse();
    two.close();
    assertThat(first.closings()).as("returning a lease frees nothing").isZero();
    assertThat(retired.free(AT_ONCE)).isTrue();
    assertThat(first.closings()).isEqualTo(1);
  }

  @Test
  void nobodyLeased_retiredIsFreedAtOnce() throws InterruptedException {
    assertThat(slot.publish(second).free(AT_ONCE)).isTrue();
    assertThat(first.closings()).isEqualTo(1);
    assertThat(second.closings()).isZero();
  }

  @Test
  void close_freesTheLastModelOnce_andLeasesNoMore() {
    slot.close();
    slot.close();
    assertThat(first.closings()).isEqualTo(1);
    assertThatIllegalStateException().isThrownBy(slot::acquire).withMessage("the slot is closed");
  }

  @Test
  void close_whileALeaseIsOut_leaksRatherThanCrashes() {
    try (ModelLease hanging = slot.acquire()) {
      slot.close();
      assertThat(hanging.model()).isSameAs(first);
      assertThat(first.closings()).isZero();
    }
  }

  /** A fake that is closed refuses to compute, as freed memory would, only more politely. */
  @Test
  void manyReaders_neverSeeAFreedModel_andEveryRetiredOneIsFreedOnce() throws Exception {
    var models = new ArrayList<FakeClassifier>(List.of(first));
    var stop = new AtomicBoolean();
    var readers = Executors.newFixedThreadPool(4);
    try {
      Callable<Integer> reading =
          () -> {
            int reads = 0;
            while (!stop.get()) {
              try (ModelLease lease = slot.acquire()) {
                var model = (FakeClassifier) lease.model();
                assertThat(model.closings()).as("closings of %s", model.model()).isZero();
                assertThat(model.tokenize("7").id(0)).isEqualTo(7);
                assertThat(model.closings()).as("closings of %s", model.model()).isZero();
                reads++;
              }
            }
            return reads;
          };
      var running = new ArrayList<Future<Integer>>();
      for (int reader = 0; reader < 4; reader++) {
        running.add(readers.submit(reading));
      }
      for (int swap = 0; swap < 2_000; swap++) {
        models.add(FakeClassifier.named("model " + swap));
        RetiredModel retired = slot.publish(models.get(models.size() - 1));
        while (!retired.free(Duration.ofMillis(1))) {
          Thread.onSpinWait();
        }
      }
      stop.set(true);
      for (Future<Integer> reader : running) {
        assertThat(reader.get()).isPositive();
      }
    } finally {
      stop.set(true);
      readers.shutdownNow();
    }
    slot.close();
    assertThat(models).allSatisfy(model -> assertThat(model.closings()).isEqualTo(1));
  }
}
