package io.copytaster.streams.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever comes and whenever: the batcher's invariants hold after every event. */
class MicroBatcherSimulationTest {

  private static final int SEEDS = 300;

  @Test
  void anyLoad_holdsEveryInvariantAfterEveryEvent() {
    for (long seed = 0; seed < SEEDS; seed++) {
      var simulation = new MicroBatcherSimulation(seed);
      try {
        simulation.run();
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed + ": " + simulation, e);
      }
    }
  }

  /** As a file is labelled: the last batches have little to choose from. */
  @Test
  void thousandArticlesOfNews_toTheLast_padAtMostTwoPercent() {
    long seed = 11;
    var random = new Random(seed);
    var articles = new ArrayList<PendingArticle>();
    for (int arrival = 0; arrival < 1000; arrival++) {
      articles.add(Fixtures.pending(arrival, Fixtures.newsLength(random)));
    }
    long tokens = 0;
    long padded = 0;
    var batches = MicroBatcher.batches(Fixtures.asServed(2048), articles);
    for (var batch : batches) {
      var lengths = batch.stream().mapToInt(PendingArticle::length).summaryStatistics();
      tokens += lengths.getSum();
      padded += (long) lengths.getMax() * batch.size();
    }
    assertThat((double) (padded - tokens) / padded)
        .as("padding share of %d batches, seed %d", batches.size(), seed)
        .isLessThanOrEqualTo(0.02);
    assertThat(batches.size()).as("batches of 2,048 tokens").isLessThan(50);
  }

  /** Twenty-five full batches waiting are enough to choose articles of like length from. */
  @ParameterizedTest
  @CsvSource({"1024, 500", "2048, 1000", "4096, 2000"})
  void deepQueueOfNews_padsAtMostTwoPercent(int batchTokens, int waiting) {
    long seed = 7;
    var random = new Random(seed);
    var batcher = new MicroBatcher(Fixtures.asServed(batchTokens));
    long arrivals = 0;
    long tokens = 0;
    long padded = 0;
    for (int batches = 0; batches < 500; batches++) {
      while (batcher.articles() < waiting) {
        batcher.add(Fixtures.pending(arrivals++, Fixtures.newsLength(random)), false, 0);
      }
      var batch = batcher.next(0);
      var lengths = batch.stream().mapToInt(PendingArticle::length).summaryStatistics();
      tokens += lengths.getSum();
      padded += (long) lengths.getMax() * batch.size();
    }
    assertThat((double) (padded - tokens) / padded)
        .as("padding share, seed %d", seed)
        .isLessThanOrEqualTo(0.02);
  }
}
