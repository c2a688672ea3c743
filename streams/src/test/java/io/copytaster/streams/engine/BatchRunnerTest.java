package io.copytaster.streams.engine;

import static io.copytaster.streams.engine.FakeClassifier.logitOf;
import static io.copytaster.streams.engine.Fixtures.failureOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.copytaster.streams.slot.ServedModel;
import io.opentelemetry.api.trace.Span;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Every article gets its own label, and only the guilty get none. */
class BatchRunnerTest {

  private static final int BATCH = 64;

  private long time;
  private final BatchRunner runner =
      new BatchRunner(Fixtures.settings(640, 64), new RecentLabels(0), () -> time += 10);
  private final List<PendingArticle> batch =
      LongStream.range(0, BATCH).mapToObj(BatchRunnerTest::article).toList();

  @Test
  void healthyDevice_labelsEachWithItsOwn() throws InterruptedException {
    assertThat(run(FakeClassifier.healthy())).isEmpty();
  }

  @Test
  void labelling_saysWhatItCost() throws InterruptedException {
    deliver(runner.run(FakeClassifier.healthy(), batch.subList(0, 3)));
    Labelling labelling = batch.get(0).result().join();
    assertThat(labelling.model()).isEqualTo("fake");
    assertThat(labelling.tokens()).isEqualTo(5);
    assertThat(labelling.truncated()).isFalse();
    assertThat(labelling.batchSize()).isEqualTo(3);
    assertThat(labelling.queueNanos()).as("the clock's second tick").isEqualTo(20);
    assertThat(labelling.inferNanos()).as("three ticks later").isEqualTo(30);
  }

  @Test
  void onePoisonous_neighboursGetTheirLabels() throws InterruptedException {
    var classifier = FakeClassifier.poisonedBy(17L);
    assertThat(run(classifier)).containsExactly(17L);
    assertThat(classifier.sizes()).as("calls: halving, and one probe").hasSize(2 * 6 + 1 + 1);
  }

  @Test
  void severalPoisonous_onlyTheyAreBlamed() throws InterruptedException {
    assertThat(run(FakeClassifier.poisonedBy(0L, 1L, 40L, 63L))).containsExactly(0L, 1L, 40L, 63L);
  }

  @Test
  void allPoisonous_probePasses_allAreBlamed() throws InterruptedException {
    var all = LongStream.range(0, BATCH).boxed().toArray(Long[]::new);
    assertThat(run(FakeClassifier.poisonedBy(all))).containsExactly(all);
  }

  @Test
  void harmfulOnlyTogether_allGetTheirLabels() throws InterruptedException {
    var classifier =
        new FakeClassifier(
            firstIds -> {
              if (firstIds.length > 16) {
                throw new IllegalStateException("not enough memory for " + firstIds.length);
              }
            });
    assertThat(run(classifier)).isEmpty();
    assertThat(classifier.sizes()).containsExactly(64, 32, 16, 16, 32, 16, 16);
  }

  @Test
  void blame_saysModelLengthAndReason() throws InterruptedException {
    deliver(runner.run(FakeClassifier.poisonedBy(0L), batch.subList(0, 1)));
    assertThat(failureOf(batch.get(0).result()))
        .hasMessage(
            "model fake fails on this article of 5 tokens:"
                + " java.lang.IllegalStateException: poison 0")
        .hasRootCauseMessage("poison 0");
  }

  @Test
  void probeFailsToo_isTheDevicesFailure() {
    assertThatExceptionOfType(EngineFailure.class)
        .isThrownBy(
            () -> runner.run(FakeClassifier.poisonedBy(17L, (long) FakeClassifier.PROBE), batch))
        .withMessageContaining("model fake fails even on an article it has labelled before");
  }

  @Test
  void tooFewPredictions_isAFailureLikeAnyOther() throws InterruptedException {
    var forgetful = FakeClassifier.forgetting(17L);
    assertThat(run(forgetful)).containsExactly(17L);
    assertThat(failureOf(batch.get(17).result()))
        .hasRootCauseMessage("0 predictions for 1 articles");
  }

  @Test
  void error_isNobodysFaultAndNotRepeated() {
    var classifier =
        new FakeClassifier(
            firstIds -> {
              throw new OutOfMemoryError("simulated");
            });
    assertThatExceptionOfType(OutOfMemoryError.class)
        .isThrownBy(() -> runner.run(classifier, batch));
    assertThat(classifier.sizes()).containsExactly(BATCH);
  }

  @Test
  void interruptedDevice_blamesNobody() {
    var classifier =
        new FakeClassifier(
            firstIds -> {
              Thread.currentThread().interrupt();
              throw new IllegalStateException("interrupted in native code");
            });
    assertThatExceptionOfType(InterruptedException.class)
        .isThrownBy(() -> runner.run(classifier, batch));
    assertThat(classifier.sizes()).containsExactly(BATCH);
  }

  @Test
  void cancelled_isNotComputed() throws InterruptedException {
    var classifier = FakeClassifier.healthy();
    batch.get(5).result().cancel(false);
    deliver(runner.run(classifier, batch));
    assertThat(classifier.sizes()).containsExactly(BATCH - 1);
    assertThat(logitOf(batch.get(6).result().join())).isEqualTo(6);
  }

  @Test
  void allCancelled_asksNothingOfTheDevice() throws InterruptedException {
    var classifier = FakeClassifier.healthy();
    batch.forEach(article -> article.result().cancel(false));
    assertThat(runner.run(classifier, batch)).isEmpty();
    assertThat(classifier.sizes()).isEmpty();
  }

  @Test
  void statistics_countWhatWasLabelled() throws InterruptedException {
    deliver(runner.run(FakeClassifier.poisonedBy(1L), List.of(batch.get(0), batch.get(1))));
    var uneven =
        List.of(
            article(2),
            new PendingArticle(3, Fixtures.article(3, 8), 0, future(), Span.getInvalid()));
    deliver(runner.run(FakeClassifier.healthy(), uneven));
    assertThat(runner.statistics())
        .as("calls of ten nanoseconds: pair, halves, probe, pair")
        .isEqualTo(new EngineStatistics(2, 3, 0, 1, 5 + 5 + 8, 5 + 16, 50));
    assertThat(runner.activity().computing()).isFalse();
  }

  /** Runs the batch, checks every label, and returns the articles that got none. */
  private Set<Long> run(ServedModel classifier) throws InterruptedException {
    var outcomes = runner.run(classifier, batch);
    assertThat(outcomes).hasSize(BATCH);
    deliver(outcomes);
    var blamed = new TreeSet<Long>();
    for (PendingArticle article : batch) {
      assertThat(article.result()).isDone();
      if (article.result().isCompletedExceptionally()) {
        assertThat(failureOf(article.result())).isInstanceOf(ArticleFailure.class);
        blamed.add(article.arrival());
      } else {
        assertThat(logitOf(article.result().join())).isEqualTo(article.arrival());
      }
    }
    return blamed;
  }

  private static void deliver(List<Outcome> outcomes) {
    outcomes.forEach(Outcome::deliver);
  }

  private static PendingArticle article(long id) {
    return new PendingArticle(id, Fixtures.article((int) id, 5), 0, future(), Span.getInvalid());
  }

  private static CompletableFuture<Labelling> future() {
    return new CompletableFuture<>();
  }
}
