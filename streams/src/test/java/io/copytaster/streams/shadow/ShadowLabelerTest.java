package io.copytaster.streams.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import io.copytaster.model.dataset.Split;
import io.copytaster.model.label.Prediction;
import io.copytaster.model.tokens.Tokens;
import io.copytaster.schemas.LabeledNews;
import io.copytaster.schemas.RawNews;
import io.copytaster.streams.config.ShadowSettings;
import io.copytaster.streams.engine.FakeClassifier;
import io.copytaster.streams.engine.Labelling;
import io.copytaster.streams.telemetry.Meters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A challenger in the shadow gets what is left of the device, and nobody waits for it. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ShadowLabelerTest {

  private static final int QUEUE = 8;

  /** Its idle moment never comes. */
  private static final IdleDevice NEVER_IDLE =
      new IdleDevice() {
        @Override
        public <T> CompletableFuture<T> whenIdle(Callable<T> work, Duration patience) {
          return CompletableFuture.failedFuture(new TimeoutException());
        }
      };

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Queue<LabeledNews> output = new ConcurrentLinkedQueue<>();

  /** What the device is asked to do when it is idle; the test is its thread. */
  private final BlockingQueue<Runnable> asked = new LinkedBlockingQueue<>();

  private final IdleDevice device =
      new IdleDevice() {
        @Override
        public <T> CompletableFuture<T> whenIdle(Callable<T> work, Duration patience) {
          var result = new CompletableFuture<T>();
          asked.add(
              () -> {
                try {
                  result.complete(work.call());
                } catch (Exception e) {
                  result.completeExceptionally(e);
                }
              });
          return result;
        }
      };

  private final ShadowLabeler labeler =
      ShadowLabeler.start(new ShadowSettings(true, 1, QUEUE), device, output::add, registry);

  @AfterEach
  void close() {
    labeler.close();
  }

  @Test
  void busyDevice_shedsTheShadow_andTheStreamGoesOnAtOnce() {
    labeler.challenge(challenger(FakeClassifier.healthy()));
    for (int i = 0; i < 1_000; i++) {
      show("a" + i, 1);
    }
    // What waits, and one batch on its way to the device.
    await(() -> count("shed-queue-full") >= 1_000 - QUEUE - ShadowLabeler.BATCH_ARTICLES);
    assertThat(output).isEmpty();
    assertThat(count("labeled")).isZero();
  }

  @Test
  void idleDevice_labelsAndCompares() throws InterruptedException {
    labeler.challenge(challenger(FakeClassifier.healthy()));
    show("agreed", 1);
    show("other", -1);
    runUntil(() -> count("labeled") == 2);
    assertThat(output).extracting(LabeledNews::getModel).containsOnly("fake");
    assertThat(output).extracting(LabeledNews::getLabeledBy).containsOnly("model");
    assertThat(output).extracting(LabeledNews::getLabel).containsOnly("World");
    assertThat(output)
        .extracting(news -> news.getArticle().getId())
        .containsExactly("agreed", "other");
    assertThat(registry.get(Meters.SHADOW_AGREEMENT.name()).gauge().value()).isEqualTo(0.5);
    assertThat(
            registry
                .get(Meters.SHADOW_LABELS.name())
                .tags("champion", "Sports", "challenger", "World")
                .counter()
                .count())
        .isEqualTo(1);
    assertThat(
            registry
                .get(Meters.SHADOW_CONFIDENCE.name())
                .tag("role", "challenger")
                .summary()
                .count())
        .isEqualTo(2);
  }

  @Test
  void challengerThatFails_isCounted_andTheNextArticlesAreTried() throws InterruptedException {
    labeler.challenge(challenger(FakeClassifier.poisonedBy(666L)));
    show("666", 1);
    runUntil(() -> count("failed") == 1);
    show("7", 1);
    runUntil(() -> count("labeled") == 1);
    assertThat(output).extracting(news -> news.getArticle().getId()).containsExactly("7");
  }

  @Test
  void challengerThatIsReplaced_isNeverAskedAgain() throws InterruptedException {
    var old = FakeClassifier.healthy();
    labeler.challenge(challenger(old));
    show("a", 1);
    Runnable waiting = asked.take();
    labeler.challenge(challenger(FakeClassifier.healthy()));
    waiting.run();
    await(() -> count("shed-replaced") == 1);
    assertThat(old.sizes()).as("batches of the one that was replaced").isEmpty();
    show("b", 1);
    runUntil(() -> count("labeled") == 1);
  }

  @Test
  void deviceWithoutAnIdleMoment_shedsTheBatch() {
    labeler.close();
    registry.clear();
    try (var refused =
        ShadowLabeler.start(
            new ShadowSettings(true, 1, QUEUE), NEVER_IDLE, output::add, registry)) {
      refused.challenge(challenger(FakeClassifier.healthy()));
      refused.labelled(news("a"), champion(1), tokens("a"));
      await(() -> count("shed-device") == 1);
    }
  }

  @Test
  void withoutChallenger_nothingIsQueued() throws InterruptedException {
    show("a", 1);
    assertThat(asked.poll(100, TimeUnit.MILLISECONDS)).isNull();
  }

  @Test
  void sample_isTheShareThatWasAskedFor_theSameEveryTime_andNotTheHeldOutOne() {
    var sample = new ShadowSample(0.1);
    var heldOut = Split.byHash(0.1);
    int included = 0;
    int both = 0;
    for (int i = 0; i < 20_000; i++) {
      String id = "article-" + i;
      included += sample.includes(id) ? 1 : 0;
      both += sample.includes(id) && heldOut.holdsOut(id) ? 1 : 0;
      assertThat(new ShadowSample(0.1).includes(id)).isEqualTo(sample.includes(id));
    }
    assertThat(included).isBetween(1_850, 2_150);
    assertThat(both).isBetween(140, 260);
  }

  private void show(String id, float logit) {
    labeler.labelled(news(id), champion(logit), tokens(id));
  }

  /** Above zero it says World, as the fake challenger does of every article. */
  private static Labelling champion(float logit) {
    var prediction = Prediction.ofLogits(FakeClassifier.LABELS, new float[] {logit, 0}, 1);
    return new Labelling(prediction, "champion", "fake/1", 1, false, 1, 1, 1);
  }

  private static RawNews news(String id) {
    return RawNews.newBuilder().setId(id).setTitle(id).build();
  }

  private static Challenger challenger(FakeClassifier classifier) {
    return new Challenger(classifier, ShadowLabelerTest::tokens);
  }

  private static Tokens tokens(String text) {
    return new Tokens(new int[] {text.matches("\\d+") ? Integer.parseInt(text) : 5}, false);
  }

  /** Is the device's thread, with nothing better to do, until it holds. */
  private void runUntil(BooleanSupplier condition) throws InterruptedException {
    while (!condition.getAsBoolean()) {
      Runnable task = asked.poll(5, TimeUnit.MILLISECONDS);
      if (task != null) {
        task.run();
      }
    }
  }

  private static void await(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
    }
  }

  private double count(String outcome) {
    var counter = registry.find(Meters.SHADOW_ARTICLES.name()).tag("outcome", outcome).counter();
    return counter == null ? 0 : counter.count();
  }
}
