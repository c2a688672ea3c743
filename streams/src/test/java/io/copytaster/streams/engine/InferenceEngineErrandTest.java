package io.copytaster.streams.engine;

import static io.copytaster.streams.engine.Fixtures.article;
import static io.copytaster.streams.engine.Fixtures.labelOf;
import static io.copytaster.streams.engine.Fixtures.submit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Other work shares the device without getting in the articles' way. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class InferenceEngineErrandTest {

  private static final EngineOptions SETTINGS = Fixtures.settings(640, 64);
  private static final Duration LONG = Duration.ofMinutes(1);

  private final Gate gate = new Gate();
  private final List<String> log = Collections.synchronizedList(new ArrayList<>());
  private final FakeClassifier held =
      new FakeClassifier(
          firstIds -> {
            gate.pass();
            log.add("batch");
          });

  @Test
  void idleDevice_doesItAtOnce_onItsOwnThread() {
    try (var engine = Fixtures.start(FakeClassifier.healthy(), SETTINGS)) {
      assertThat(engine.between(Thread::currentThread).join()).isIn(engine.threads());
      assertThat(engine.whenIdle(() -> 7, LONG).join()).isEqualTo(7);
    }
  }

  @Test
  void busyDevice_batchesAndErrandsTakeTurns() {
    try (var engine = Fixtures.start(held, SETTINGS)) {
      var labels = new ArrayList<>(submit(engine, IntStream.range(0, 1)));
      gate.awaitDevice();
      // Three batches of half the size, since each follows an errand.
      labels.addAll(submit(engine, IntStream.range(1, 1 + 3 * 32)));
      var errands = new ArrayList<CompletableFuture<Boolean>>();
      for (int i = 0; i < 3; i++) {
        errands.add(engine.between(() -> log.add("errand")));
      }
      var idle = engine.whenIdle(() -> log.add("idle"), LONG);
      gate.open();
      labels.forEach(Fixtures::labelOf);
      errands.forEach(CompletableFuture::join);
      idle.join();
      assertThat(log)
          .containsExactly(
              "batch", "errand", "batch", "errand", "batch", "errand", "batch", "idle");
    }
  }

  @Test
  void errandThatFails_harmsNobody() {
    try (var engine = Fixtures.start(FakeClassifier.healthy(), SETTINGS)) {
      CompletableFuture<Integer> failing =
          engine.between(
              () -> {
                throw new UnsatisfiedLinkError("of the errand alone");
              });
      assertThatThrownBy(failing::join).hasRootCauseMessage("of the errand alone");
      labelOf(engine.submit(article(1, 10)));
      assertThat(engine.failure()).isEmpty();
    }
  }

  @Test
  void busyDevice_shedsWhatOnlyWantedAnIdleMoment() {
    try (var engine = Fixtures.start(held, SETTINGS)) {
      var labels = new ArrayList<>(submit(engine, IntStream.range(0, 1)));
      gate.awaitDevice();
      labels.addAll(submit(engine, IntStream.range(1, 65)));
      var shed = engine.whenIdle(() -> log.add("idle"), Duration.ofNanos(1));
      gate.open();
      labels.forEach(Fixtures::labelOf);
      assertThatThrownBy(shed::join).hasCauseInstanceOf(ErrandShedException.class);
      assertThat(log).doesNotContain("idle");
    }
  }

  @Test
  void close_failsWhatWasNotDone() {
    var engine = Fixtures.start(held, SETTINGS);
    var first = engine.submit(article(0, 10));
    gate.awaitDevice();
    var between = engine.between(() -> 1);
    var idle = engine.whenIdle(() -> 2, LONG);
    var closing = new Thread(engine::close);
    closing.start();
    assertThatThrownBy(between::join).hasCauseInstanceOf(EngineFailure.class);
    assertThatThrownBy(idle::join).hasCauseInstanceOf(EngineFailure.class);
    gate.open();
    labelOf(first);
    assertThatThrownBy(() -> engine.between(() -> 3).join())
        .hasCauseInstanceOf(EngineFailure.class);
  }
}
