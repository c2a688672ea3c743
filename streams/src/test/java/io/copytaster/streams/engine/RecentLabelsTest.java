package io.copytaster.streams.engine;

import static io.copytaster.streams.engine.FakeClassifier.logitOf;
import static io.copytaster.streams.engine.Fixtures.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.copytaster.model.label.Prediction;
import io.copytaster.model.tokens.Tokens;
import io.copytaster.streams.slot.ServedModel;
import io.copytaster.streams.slot.TokenizedText;
import io.opentelemetry.api.trace.Span;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A text that comes again is not computed again, and gets the label it had. */
class RecentLabelsTest {

  private static final int REMEMBERED = 3;

  private final FakeClassifier classifier = FakeClassifier.healthy();
  private final BatchRunner runner =
      new BatchRunner(
          new EngineOptions(640, 64, 640, 0.1, REMEMBERED, Duration.ZERO, Duration.ZERO),
          new RecentLabels(REMEMBERED),
          () -> 0);
  private long arrivals;

  @Test
  void sameText_laterBatch_isNotComputed() throws InterruptedException {
    run(classifier, article(7));
    var repeat = article(7);
    run(classifier, repeat);
    assertThat(classifier.sizes()).containsExactly(1);
    assertThat(logitOf(repeat.result().join())).isEqualTo(7);
    assertThat(repeat.result().join().batchSize()).as("computed with it").isZero();
    assertThat(runner.statistics().articles()).isEqualTo(1);
    assertThat(runner.statistics().repeats()).isEqualTo(1);
  }

  @Test
  void sameText_sameBatch_isComputedOnce() throws InterruptedException {
    PendingArticle[] batch = {article(7), article(8), article(7), article(7)};
    run(classifier, batch);
    assertThat(classifier.sizes()).containsExactly(2);
    assertThat(Arrays.stream(batch).map(each -> (int) logitOf(each.result().join())))
        .containsExactly(7, 8, 7, 7);
    assertThat(runner.statistics().repeats()).isEqualTo(2);
  }

  @Test
  void onlyRepeats_deviceComputesNothing() throws InterruptedException {
    run(classifier, article(7), article(8));
    run(classifier, article(8), article(7));
    assertThat(classifier.sizes()).containsExactly(2);
    assertThat(runner.statistics().batches()).isEqualTo(1);
  }

  @Test
  void otherText_sameBeginning_isComputed() throws InterruptedException {
    run(classifier, article(new int[] {7, 1}, false));
    run(classifier, article(new int[] {7, 2}, false));
    run(classifier, article(new int[] {7, 1}, true));
    assertThat(classifier.sizes()).containsExactly(1, 1, 1);
  }

  @Test
  void otherModel_computesAnew() throws InterruptedException {
    run(classifier, article(7));
    var next = FakeClassifier.named("next");
    var repeat = article(7);
    run(next, repeat);
    assertThat(next.sizes()).containsExactly(1);
    assertThat(repeat.result().join().model()).isEqualTo("next");
  }

  @Test
  void modelThatServesNoLonger_isNeitherHeardNorAsked() {
    var recent = new RecentLabels(REMEMBERED);
    var article = article(7).tokens();
    var label = Prediction.ofLogits(FakeClassifier.LABELS, new float[] {1, 0}, 1);
    recent.serve("next");
    recent.add("before", article, label);
    assertThat(recent.of("next", article)).isEmpty();
    recent.add("next", article, label);
    assertThat(recent.of("before", article)).isEmpty();
    assertThat(recent.of("next", article)).contains(label);
  }

  @Test
  void moreThanAreRemembered_leastRecentlyAskedForIsForgotten() throws InterruptedException {
    run(classifier, article(1), article(2), article(3));
    run(classifier, article(1));
    run(classifier, article(4));
    run(classifier, article(1), article(3));
    assertThat(classifier.sizes()).as("the first is still known").containsExactly(3, 1);
    run(classifier, article(2));
    assertThat(classifier.sizes()).as("the second is not").containsExactly(3, 1, 1);
  }

  @Test
  void guiltyArticle_twice_bothAreBlamedAndNothingIsRemembered() throws InterruptedException {
    var poisoned = FakeClassifier.poisonedBy(7L);
    var one = article(7);
    var two = article(7);
    run(poisoned, one, two);
    assertThat(failureOf(one.result())).isInstanceOf(ArticleFailure.class);
    assertThat(failureOf(two.result())).isInstanceOf(ArticleFailure.class);
    assertThat(runner.statistics().repeats()).isZero();
    var healthy = article(7);
    run(classifier, healthy);
    assertThat(classifier.sizes()).containsExactly(1);
  }

  private void run(ServedModel model, PendingArticle... batch) throws InterruptedException {
    runner.run(model, List.of(batch)).forEach(Outcome::deliver);
  }

  private PendingArticle article(int id) {
    return article(Fixtures.repeated(id, 5), false);
  }

  private PendingArticle article(int[] ids, boolean truncated) {
    var text = new TokenizedText("text", new Tokens(ids, truncated), FakeClassifier.TOKENIZATION);
    return new PendingArticle(arrivals++, text, 0, new CompletableFuture<>(), Span.getInvalid());
  }
}
