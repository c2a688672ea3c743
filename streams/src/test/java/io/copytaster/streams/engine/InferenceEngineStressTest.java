package io.copytaster.streams.engine;

import static io.copytaster.streams.engine.FakeClassifier.logitOf;
import static io.copytaster.streams.engine.Fixtures.article;
import static io.copytaster.streams.engine.Fixtures.failureOf;
import static io.copytaster.streams.engine.Fixtures.labelOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many stream threads at once: each gets its own labels, in its own order, and none is missing. */
class InferenceEngineStressTest {

  private static final int SUBMITTERS = 8;
  private static final int ARTICLES = 4_000;
  private static final long SEED = 11;

  private record Submitted(int id, CompletableFuture<Labelling> result) {}

  @ParameterizedTest(name = "{0} lanes")
  @ValueSource(ints = {1, 4})
  void manySubmitters_everyArticleGetsItsOwnOutcome(int lanes) throws Exception {
    var settings =
        new EngineOptions(2048, 64, 20_000, 0.1, 0, Duration.ofMillis(1), Duration.ofSeconds(20));
    var classifier = FakeClassifier.poisonedBy(1_003L, 2_500L, 30_001L);
    var submitters = Executors.newFixedThreadPool(SUBMITTERS);
    try (var engine = Fixtures.start(classifier, settings, lanes)) {
      var running = new ArrayList<Future<Integer>>();
      for (int submitter = 0; submitter < SUBMITTERS; submitter++) {
        running.add(submitters.submit(submitter(engine, submitter)));
      }
      int blamed = 0;
      for (Future<Integer> submitter : running) {
        blamed += submitter.get();
      }
      assertThat(blamed).as("seed %d", SEED).isEqualTo(3);
      assertThat(engine.statistics().articles()).isEqualTo(SUBMITTERS * ARTICLES - 3);
      assertThat(engine.statistics().failures()).isEqualTo(3);
      assertThat(engine.pendingTokens()).isZero();
    } finally {
      submitters.shutdownNow();
    }
  }

  /** Submits ahead while there is room, takes in order, and counts the articles without a label. */
  private static Callable<Integer> submitter(InferenceEngine engine, int submitter) {
    return () -> {
      var random = new Random(SEED + submitter);
      var ahead = new ArrayDeque<Submitted>();
      int blamed = 0;
      for (int i = 0; i < ARTICLES; i++) {
        int id = submitter * ARTICLES + i;
        var article = article(id, Fixtures.newsLength(random));
        while (!ahead.isEmpty() && !engine.hasRoom(article.tokens().length())) {
          blamed += take(ahead.remove());
        }
        ahead.add(new Submitted(id, engine.submit(article)));
      }
      while (!ahead.isEmpty()) {
        blamed += take(ahead.remove());
      }
      return blamed;
    };
  }

  private static int take(Submitted article) {
    if (article.id() == 1_003 || article.id() == 2_500 || article.id() == 30_001) {
      assertThat(failureOf(article.result())).isInstanceOf(ArticleFailure.class);
      return 1;
    }
    assertThat(logitOf(labelOf(article.result()))).isEqualTo(article.id());
    return 0;
  }
}
