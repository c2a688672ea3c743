package io.copytaster.streams.engine;

import static io.copytaster.streams.engine.FakeClassifier.logitOf;
import static io.copytaster.streams.engine.Fixtures.article;
import static io.copytaster.streams.engine.Fixtures.failureOf;
import static io.copytaster.streams.engine.Fixtures.labelOf;
import static io.copytaster.streams.engine.Fixtures.submit;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Cores compute side by side, and are one device all the same. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class InferenceEngineLanesTest {

  private static final EngineOptions SETTINGS = Fixtures.settings(640, 64);

  private final Gate gate = new Gate();

  @Test
  void busyLane_holdsNobodyUp() {
    try (var engine = Fixtures.start(heldByArticle0(), SETTINGS, 2)) {
      var held = engine.submit(article(0, 10));
      gate.awaitDevice();
      for (var other : submit(engine, IntStream.range(1, 100))) {
        labelOf(other);
      }
      assertThat(held).isNotDone();
      assertThat(engine.pendingArticles()).isEqualTo(1);
      gate.open();
      assertThat(logitOf(labelOf(held))).isZero();
      assertThat(engine.statistics().articles()).isEqualTo(100);
      assertThat(engine.pendingTokens()).isZero();
    }
  }

  @Test
  void laneThatHangs_showsThoughAnotherWorks() {
    try (var engine = Fixtures.start(heldByArticle0(), SETTINGS, 2)) {
      var held = engine.submit(article(0, 10));
      gate.awaitDevice();
      EngineActivity hanging = engine.activity();
      assertThat(hanging.computing()).isTrue();
      labelOf(engine.submit(article(1, 10)));
      assertThat(engine.activity()).isEqualTo(hanging);
      gate.open();
      labelOf(held);
      assertThat(engine.activity().computing()).isFalse();
    }
  }

  @Test
  void laneThatBreaks_endsAll() throws InterruptedException {
    var broken =
        new FakeClassifier(
            firstIds -> {
              throw new UnsatisfiedLinkError("no torch in java.library.path");
            });
    try (var engine = Fixtures.start(broken, SETTINGS, 3)) {
      assertThat(failureOf(engine.submit(article(1, 10)))).isInstanceOf(EngineFailure.class);
      Fixtures.awaitEnd(engine);
    }
  }

  @Test
  void errands_goOneAtATime_besideBatches() {
    var running = new AtomicInteger();
    try (var engine = Fixtures.start(heldByArticle0(), SETTINGS, 4)) {
      var held = engine.submit(article(0, 10));
      gate.awaitDevice();
      var errands = new ArrayList<CompletableFuture<Integer>>();
      for (int i = 0; i < 50; i++) {
        errands.add(
            engine.between(
                () -> {
                  int others = running.getAndIncrement();
                  Thread.yield();
                  running.decrementAndGet();
                  return others;
                }));
      }
      errands.forEach(errand -> assertThat(errand.join()).isZero());
      gate.open();
      labelOf(held);
    }
  }

  private FakeClassifier heldByArticle0() {
    return new FakeClassifier(
        firstIds -> {
          if (firstIds[0] == 0) {
            gate.pass();
          }
        });
  }
}
