package io.copytaster.streams.engine;

import static io.copytaster.streams.engine.FakeClassifier.logitOf;
import static io.copytaster.streams.engine.Fixtures.article;
import static io.copytaster.streams.engine.Fixtures.failureOf;
import static io.copytaster.streams.engine.Fixtures.labelOf;
import static io.copytaster.streams.engine.Fixtures.submit;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a caller may rely on while the engine serves, and when its device fails. */
class InferenceEngineTest {

  private static final EngineOptions SETTINGS = Fixtures.settings(640, 64);

  private final Gate gate = new Gate();

  @Test
  void submit_answersWithTheArticlesOwnLabel() {
    try (var engine = Fixtures.start(FakeClassifier.healthy(), SETTINGS)) {
      var results = submit(engine, IntStream.range(0, 500));
      for (int id = 0; id < results.size(); id++) {
        assertThat(logitOf(labelOf(results.get(id)))).isEqualTo(id);
      }
    }
  }

  @Test
  void arrivedWhileTheDeviceWasBusy_areComputedTogether() {
    var classifier = heldAtTheGate();
    try (var engine = Fixtures.start(classifier, SETTINGS)) {
      var first = submitFirst(engine);
      var others = submit(engine, IntStream.range(1, 65));
      gate.open();
      assertThat(labelOf(first).batchSize()).isEqualTo(1);
      others.forEach(other -> assertThat(labelOf(other).batchSize()).isEqualTo(64));
    }
    assertThat(classifier.sizes()).containsExactly(1, 64);
  }

  @Test
  void hasRoom_countsWhatWaitsAndWhatIsComputed() {
    var settings = Fixtures.settings(100, 64);
    try (var engine = Fixtures.start(heldAtTheGate(), settings)) {
      assertThat(engine.hasRoom(5000)).as("nothing is pending: room for anything").isTrue();
      occupy(engine);
      var others = submit(engine, IntStream.range(1, 150));
      assertThat(engine.pendingTokens()).isEqualTo(1500);
      assertThat(engine.hasRoom(100)).as("1600 is the budget").isTrue();
      assertThat(engine.hasRoom(101)).isFalse();
      gate.open();
      others.forEach(Fixtures::labelOf);
      assertThat(engine.pendingTokens()).isZero();
    }
  }

  @Test
  void label_comesAfterTheRoomItLeaves() throws Exception {
    try (var engine = Fixtures.start(heldAtTheGate(), SETTINGS)) {
      var pendingThen = submitFirst(engine).thenApply(label -> engine.pendingTokens());
      gate.open();
      assertThat(pendingThen.get(20, TimeUnit.SECONDS)).isZero();
    }
  }

  @Test
  void oldestOfABatch_isToldLast_soThatItsWaiterFindsTheOthersDone() throws Exception {
    try (var engine = Fixtures.start(heldAtTheGate(), SETTINGS)) {
      occupy(engine);
      var batch = submit(engine, IntStream.range(1, 65));
      var othersDone =
          batch.get(0).thenApply(label -> batch.stream().allMatch(CompletableFuture::isDone));
      gate.open();
      assertThat(othersDone.get(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void fullQueue_submitIsStillTaken() {
    var settings = Fixtures.settings(10, 64);
    try (var engine = Fixtures.start(heldAtTheGate(), settings)) {
      occupy(engine);
      var others = submit(engine, IntStream.range(1, 100));
      assertThat(engine.hasRoom(1)).isFalse();
      gate.open();
      others.forEach(Fixtures::labelOf);
    }
  }

  @Test
  void poisonousArticle_failsAlone_engineGoesOn() {
    try (var engine = Fixtures.start(FakeClassifier.poisonedBy(7L), SETTINGS)) {
      var results = submit(engine, IntStream.range(0, 64));
      assertThat(failureOf(results.remove(7))).isInstanceOf(ArticleFailure.class);
      results.forEach(Fixtures::labelOf);
      assertThat(logitOf(labelOf(engine.submit(article(99, 10))))).isEqualTo(99);
      assertThat(engine.failure()).isEmpty();
      assertThat(engine.statistics().failures()).isEqualTo(1);
    }
  }

  @Test
  void brokenDevice_failsWhatIsPendingAndWhatComesLater() throws InterruptedException {
    var broken =
        new FakeClassifier(
            firstIds -> {
              gate.pass();
              throw new IllegalStateException("device lost");
            });
    try (var engine = Fixtures.start(broken, SETTINGS)) {
      var first = submitFirst(engine);
      var waiting = submit(engine, IntStream.range(1, 300));
      gate.open();
      assertThat(failureOf(first)).isInstanceOf(EngineFailure.class);
      waiting.forEach(result -> assertThat(failureOf(result)).isInstanceOf(EngineFailure.class));
      assertThat(failureOf(engine.submit(article(9999, 10)))).hasRootCauseMessage("device lost");
      assertThat(engine.failure()).isPresent();
      assertThat(engine.pendingTokens()).isZero();
      Fixtures.awaitEnd(engine);
    }
    assertThat(broken.sizes()).as("the article and the probe, and no more").containsExactly(1, 1);
  }

  @Test
  void error_breaksTheEngineAtOnce() throws InterruptedException {
    var broken =
        new FakeClassifier(
            firstIds -> {
              throw new UnsatisfiedLinkError("no torch in java.library.path");
            });
    try (var engine = Fixtures.start(broken, SETTINGS)) {
      assertThat(failureOf(engine.submit(article(1, 10))))
          .isInstanceOf(EngineFailure.class)
          .hasRootCauseInstanceOf(UnsatisfiedLinkError.class);
      Fixtures.awaitEnd(engine);
    }
    assertThat(broken.sizes()).containsExactly(1);
  }

  @Test
  void interruptedDevice_stopsCleanly() throws InterruptedException {
    var interrupted = new FakeClassifier(firstIds -> Thread.currentThread().interrupt());
    try (var engine = Fixtures.start(interrupted, SETTINGS)) {
      assertThat(logitOf(labelOf(engine.submit(article(1, 10))))).as("was computed").isEqualTo(1);
      Fixtures.awaitEnd(engine);
      assertThat(failureOf(engine.submit(article(2, 10)))).isInstanceOf(EngineFailure.class);
    }
  }

  @Test
  void cancelledWhileWaiting_isNotComputed() {
    var classifier = heldAtTheGate();
    try (var engine = Fixtures.start(classifier, SETTINGS)) {
      occupy(engine);
      var others = submit(engine, IntStream.range(1, 11));
      others.subList(0, 4).forEach(result -> result.cancel(false));
      gate.open();
      assertThat(labelOf(others.get(9)).batchSize()).isEqualTo(6);
      assertThat(engine.pendingTokens()).isZero();
    }
  }

  @Test
  void hangingDevice_showsInItsActivity() {
    try (var engine = Fixtures.start(heldAtTheGate(), SETTINGS)) {
      assertThat(engine.activity().computing()).isFalse();
      long before = System.nanoTime();
      var first = submitFirst(engine);
      assertThat(engine.activity().computing()).isTrue();
      assertThat(engine.activity().since() - before).isBetween(0L, System.nanoTime() - before);
      gate.open();
      labelOf(first);
      assertThat(engine.activity().computing()).isFalse();
    }
  }

  @Test
  void statistics_sumWhatWasComputed() {
    try (var engine = Fixtures.start(FakeClassifier.healthy(), SETTINGS)) {
      submit(engine, IntStream.range(0, 100)).forEach(Fixtures::labelOf);
      var statistics = engine.statistics();
      assertThat(statistics.articles()).isEqualTo(100);
      assertThat(statistics.tokens()).isEqualTo(1000);
      assertThat(statistics.paddedTokens()).isEqualTo(1000);
      assertThat(statistics.batches()).isBetween(2L, 100L);
      assertThat(statistics.busyNanos()).isPositive();
    }
  }

  private FakeClassifier heldAtTheGate() {
    return new FakeClassifier(firstIds -> gate.pass());
  }

  /** Keeps the device busy with article 0 until the gate opens. */
  private void occupy(InferenceEngine engine) {
    var unused = submitFirst(engine);
  }

  /** Submits article 0 and returns once the device computes it. */
  private CompletableFuture<Labelling> submitFirst(InferenceEngine engine) {
    var result = engine.submit(article(0, 10));
    gate.awaitDevice();
    return result;
  }
}
