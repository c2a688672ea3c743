package io.copytaster.streams.engine;

import static io.copytaster.streams.engine.FakeClassifier.logitOf;
import static io.copytaster.streams.engine.Fixtures.article;
import static io.copytaster.streams.engine.Fixtures.labelOf;
import static io.copytaster.streams.engine.Fixtures.submit;
import static org.assertj.core.api.Assertions.assertThat;

import io.copytaster.streams.slot.ModelSlot;
import io.copytaster.streams.slot.RetiredModel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Another model takes over between two batches, and no article notices. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class InferenceEngineSwapTest {

  private static final EngineOptions SETTINGS = Fixtures.settings(640, 64);

  private final Gate gate = new Gate();
  private final FakeClassifier held =
      new FakeClassifier("old", FakeClassifier.TOKENIZATION, id -> id, ids -> gate.pass());

  @Test
  void publishDuringABatch_itKeepsItsModel_theNextHasTheNewOne() {
    var slot = new ModelSlot(held);
    try (var engine = InferenceEngine.start(slot, SETTINGS, 1)) {
      var first = engine.submit(article(0, 10));
      gate.awaitDevice();
      var waiting = submit(engine, IntStream.range(1, 65));
      slot.publish(FakeClassifier.named("new"));
      gate.open();
      assertThat(labelOf(first).model()).isEqualTo("old");
      waiting.forEach(label -> assertThat(labelOf(label).model()).isEqualTo("new"));
    }
  }

  @Test
  void newModelReadsOtherwise_waitingArticlesAreTokenizedAgain() {
    var slot = new ModelSlot(held);
    try (var engine = InferenceEngine.start(slot, SETTINGS, 1)) {
      var first = engine.submit(article(0, 10));
      gate.awaitDevice();
      var waiting = submit(engine, IntStream.range(1, 65));
      slot.publish(
          new FakeClassifier("new", "thousands/512", id -> new int[] {id[0] + 1000}, ids -> {}));
      gate.open();
      labelOf(first);
      for (int id = 1; id < 65; id++) {
        Labelling labelling = labelOf(waiting.get(id - 1));
        assertThat(logitOf(labelling)).isEqualTo(1000 + id);
        assertThat(labelling.tokens()).as("as the new model reads").isEqualTo(1);
      }
      assertThat(engine.pendingTokens()).isZero();
    }
  }

  @Test
  void newModelReadsMorePieces_batchesStayWithinTheirBounds() {
    var longer =
        new FakeClassifier("new", "long/512", id -> Fixtures.repeated(id[0], 100), ids -> {});
    var slot = new ModelSlot(held);
    try (var engine = InferenceEngine.start(slot, SETTINGS, 1)) {
      var first = engine.submit(article(0, 10));
      gate.awaitDevice();
      var waiting = submit(engine, IntStream.range(1, 65));
      slot.publish(longer);
      gate.open();
      labelOf(first);
      waiting.forEach(Fixtures::labelOf);
      assertThat(longer.sizes()).as("640 tokens a batch").allMatch(rows -> rows <= 6);
    }
  }

  @Test
  void newTokenizerFailsOnOneArticle_onlyThatOneIsBlamed() {
    var picky =
        new FakeClassifier(
            "new",
            "picky/512",
            id -> {
              if (id[0] == 7) {
                throw new IllegalStateException("no sevens");
              }
              return id;
            },
            ids -> {});
    var slot = new ModelSlot(held);
    try (var engine = InferenceEngine.start(slot, SETTINGS, 1)) {
      labelOf(release(engine.submit(article(0, 10))));
      slot.publish(picky);
      var results = submit(engine, IntStream.range(1, 20));
      assertThat(Fixtures.failureOf(results.remove(6))).isInstanceOf(ArticleFailure.class);
      results.forEach(Fixtures::labelOf);
    }
  }

  @Test
  void failingBatch_isJudgedByTheProbeOfTheModelThatServes() {
    var slot = new ModelSlot(FakeClassifier.named("old"));
    try (var engine = InferenceEngine.start(slot, SETTINGS, 1)) {
      slot.publish(FakeClassifier.poisonedBy(3L));
      assertThat(Fixtures.failureOf(engine.submit(article(3, 10))))
          .isInstanceOf(ArticleFailure.class);
      assertThat(engine.failure()).isEmpty();
    }
  }

  /** Each retired model is freed while articles stream: a batch on a freed one would fail. */
  @Test
  void manySwapsUnderLoad_everyArticleIsLabelledOnceByOneOfTheModels() throws Exception {
    var slot = new ModelSlot(FakeClassifier.named("0"));
    var swapping = new AtomicBoolean(true);
    var swapper =
        CompletableFuture.supplyAsync(
            () -> {
              int swaps = 0;
              while (swapping.get()) {
                free(slot.publish(FakeClassifier.named(Integer.toString(++swaps))));
              }
              return swaps;
            });
    Map<String, Integer> byModel = new HashMap<>();
    int articles = 40_000;
    try (var engine = InferenceEngine.start(slot, SETTINGS, 1)) {
      var ahead = new ArrayDeque<CompletableFuture<Labelling>>();
      for (int id = 0, taken = 0; taken < articles; ) {
        if (id < articles && (ahead.isEmpty() || engine.hasRoom(10))) {
          ahead.add(engine.submit(article(id++, 10)));
        } else {
          Labelling labelling = labelOf(ahead.remove());
          assertThat(logitOf(labelling)).isEqualTo(taken++);
          byModel.merge(labelling.model(), 1, Integer::sum);
        }
      }
    } finally {
      swapping.set(false);
    }
    int swaps = swapper.get(20, TimeUnit.SECONDS);
    assertThat(byModel.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(articles);
    assertThat(byModel).hasSizeGreaterThan(10);
    assertThat(byModel.keySet()).allMatch(model -> Integer.parseInt(model) <= swaps);
  }

  private CompletableFuture<Labelling> release(CompletableFuture<Labelling> first) {
    gate.awaitDevice();
    gate.open();
    return first;
  }

  private static void free(RetiredModel retired) {
    try {
      while (!retired.free(Duration.ofSeconds(1))) {
        Thread.onSpinWait();
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
