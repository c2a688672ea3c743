package io.copytaster.streams.engine;

import static io.copytaster.streams.engine.Fixtures.article;
import static io.copytaster.streams.engine.Fixtures.failureOf;
import static io.copytaster.streams.engine.Fixtures.labelOf;
import static io.copytaster.streams.engine.Fixtures.submit;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** However the engine is closed, every wait ends, and so does the thread. */
class InferenceEngineCloseTest {

  private final Gate gate = new Gate();
  private final FakeClassifier held = new FakeClassifier(firstIds -> gate.pass());

  @Test
  void close_computesWhatIsQueued() {
    var engine = Fixtures.start(held, Fixtures.settings(640, 64));
    var queued = submit(engine, IntStream.range(0, 300));
    gate.awaitDevice();
    gate.open();
    engine.close();
    queued.forEach(result -> assertThat(result).isCompleted());
    assertThat(engine.threads()).noneMatch(Thread::isAlive);
  }

  @Test
  void close_doesNotLinger() {
    var settings = Fixtures.settings(640, 64, Duration.ofHours(1));
    var engine = Fixtures.start(FakeClassifier.healthy(), settings);
    var lingering = engine.submit(article(1, 10));
    engine.close();
    assertThat(lingering).isCompleted();
  }

  @Test
  void close_refusesWhatComesLater() {
    var engine = Fixtures.start(FakeClassifier.healthy(), Fixtures.settings(640, 64));
    engine.close();
    assertThat(failureOf(engine.submit(article(1, 10))))
        .isInstanceOf(EngineFailure.class)
        .hasMessage("the engine is closed");
    assertThat(engine.failure()).isPresent();
  }

  @Test
  void close_again_doesNothing() {
    var engine = Fixtures.start(FakeClassifier.healthy(), Fixtures.settings(640, 64));
    engine.close();
    engine.close();
    assertThat(engine.threads()).noneMatch(Thread::isAlive);
  }

  @Test
  void close_deviceHangs_failsEveryWaitWithinTheDrainTimeout() {
    var settings = new EngineOptions(640, 64, 640, 0.1, 0, Duration.ZERO, Duration.ofMillis(20));
    var engine = Fixtures.start(held, settings);
    var pending = submit(engine, IntStream.range(0, 300));
    gate.awaitDevice();
    engine.close();
    assertThat(pending)
        .allSatisfy(
            result ->
                assertThat(failureOf(result))
                    .isInstanceOf(EngineFailure.class)
                    .hasMessageContaining("within drainTimeout = PT0.02S"));
    assertThat(engine.pendingTokens()).isZero();
    assertThat(engine.threads()).as("it was interrupted").noneMatch(Thread::isAlive);
    assertThat(held.sizes()).as("nothing was computed after that").hasSize(1);
  }

  @Test
  void close_deviceIgnoresTheInterrupt_waitsEndAllTheSame() throws InterruptedException {
    var deaf =
        new FakeClassifier(
            firstIds -> {
              while (!Thread.interrupted()) {
                Thread.onSpinWait();
              }
              gate.pass();
            });
    var settings = new EngineOptions(640, 64, 640, 0.1, 0, Duration.ZERO, Duration.ZERO);
    var engine = Fixtures.start(deaf, settings);
    var pending = engine.submit(article(0, 10));
    engine.close();
    assertThat(failureOf(pending)).isInstanceOf(EngineFailure.class);
    gate.open();
    Fixtures.awaitEnd(engine);
  }

  @Test
  void close_interrupted_givesUpAtOnce() {
    var engine = Fixtures.start(held, Fixtures.settings(640, 64));
    CompletableFuture<Labelling> pending = engine.submit(article(0, 10));
    gate.awaitDevice();
    Thread.currentThread().interrupt();
    engine.close();
    assertThat(Thread.interrupted()).as("the closing thread's own interrupt").isTrue();
    assertThat(failureOf(pending)).hasMessage("closing the engine was interrupted");
  }

  @Test
  void close_leavesNoThreadBehind() throws InterruptedException {
    for (int i = 0; i < 20; i++) {
      try (var engine = Fixtures.start(FakeClassifier.healthy(), Fixtures.settings(640, 64))) {
        labelOf(engine.submit(article(i, 10)));
        engine.close();
        Fixtures.awaitEnd(engine);
      }
    }
  }
}
