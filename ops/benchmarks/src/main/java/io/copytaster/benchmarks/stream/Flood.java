package io.copytaster.benchmarks.stream;

import io.copytaster.benchmarks.lineup.Articles;
import io.copytaster.benchmarks.measure.Amount;
import io.copytaster.benchmarks.measure.Contender;
import io.copytaster.benchmarks.measure.Turn;
import io.copytaster.streams.config.Guarantee;
import io.copytaster.streams.config.Settings;
import io.copytaster.streams.demo.DemoSummary;
import io.copytaster.streams.demo.NewsDemo;
import io.copytaster.streams.engine.EngineStatistics;
import io.copytaster.streams.service.LabelingService;
import java.time.Duration;

/**
 * Every article through a service of its own, sent as fast as the broker takes them; from the first
 * one sent to the last label that a read-committed reader has. Starting the service is not counted.
 *
 * @param operations of all articles
 */
record Flood(
    String name,
    Cluster cluster,
    Guarantee guarantee,
    int partitions,
    Articles articles,
    double operations)
    implements Contender<Turn> {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Override
  public Turn run() throws Exception {
    Settings settings = cluster.newStream(guarantee, partitions);
    try (var service = LabelingService.start(settings)) {
      service.awaitRunning();
      var demo = new NewsDemo(settings, articles.rows(), new SilentView());
      DemoSummary summary = demo.run(service, 0, PATIENCE);
      if (!summary.isComplete()) {
        throw new IllegalStateException(name + " did not label every article once: " + summary);
      }
      EngineStatistics done = service.engine().statistics();
      var amount = new Amount(summary.in(), done.tokens(), done.paddedTokens(), operations);
      return Turn.of(amount, summary.seconds());
    }
  }
}
