package io.copytaster.streams.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.copytaster.streams.config.Settings;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a fixed set of articles costs in batches, padding and garbage: counted, never timed. */
class EngineCountsTest {

  private static final long SEED = 11;
  private static final int ARTICLES = 1000;

  /** As the service starts its engine. */
  private static final EngineOptions USUAL =
      new EngineOptions(
          Settings.of(Map.of()).engine().batchTokens(),
          256,
          Settings.of(Map.of()).engine().queueTokens(),
          0.1,
          0,
          Duration.ZERO,
          Duration.ZERO);

  @Test
  void thousandArticlesWaiting_fillTheirBatches() {
    List<List<PendingArticle>> batches = MicroBatcher.batches(USUAL, articles());
    long tokens = articles().stream().mapToLong(PendingArticle::length).sum();
    long full = tokens / USUAL.batchTokens();
    assertThat(batches.stream().mapToInt(List::size).sum()).isEqualTo(ARTICLES);
    assertThat((long) batches.size()).as("batches, of at least %d", full).isLessThan(full * 5 / 4);
  }

  @Test
  void batch_isOneCallToTheModel_andLittleGarbage() throws Exception {
    var model = FakeClassifier.healthy();
    var runner = new BatchRunner(USUAL, new RecentLabels(USUAL.remembered()), () -> 0);
    List<List<PendingArticle>> batches = MicroBatcher.batches(USUAL, articles());
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (List<PendingArticle> batch : batches) {
      runner.run(model, batch).forEach(Outcome::deliver);
    }
    long bytes = (threads.getCurrentThreadAllocatedBytes() - before) / ARTICLES;
    assertThat(model.sizes()).as("calls").hasSameSizeAs(batches);
    assertThat(runner.statistics().articles()).isEqualTo(ARTICLES);
    assertThat(bytes).as("bytes per article, the fake model's included").isLessThan(2500);
  }

  private static List<PendingArticle> articles() {
    var random = new Random(SEED);
    var articles = new ArrayList<PendingArticle>();
    for (int i = 0; i < ARTICLES; i++) {
      articles.add(Fixtures.pending(i, Fixtures.newsLength(random)));
    }
    return articles;
  }
}
