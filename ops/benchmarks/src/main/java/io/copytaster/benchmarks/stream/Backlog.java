package io.copytaster.benchmarks.stream;

import io.copytaster.benchmarks.lineup.Articles;
import io.copytaster.benchmarks.lineup.Bench;
import io.copytaster.benchmarks.measure.Amount;
import io.copytaster.benchmarks.measure.Contender;
import io.copytaster.benchmarks.measure.Turn;
import io.copytaster.streams.config.Guarantee;
import io.copytaster.streams.config.Settings;
import io.copytaster.streams.service.BacklogService;
import io.copytaster.streams.slot.ServedModel;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * Articles that lie there before the service starts, so that sending them is no part of it; from
 * the first label that a read-committed reader has to the last.
 *
 * @param other settings that are not the defaults
 */
record Backlog(
    String name,
    Cluster cluster,
    Guarantee guarantee,
    Articles articles,
    Map<String, String> other,
    Callable<ServedModel> model)
    implements Contender<Turn> {

  /** As many at least, so that the start of the stream is a small part. */
  private static final int ARTICLES = 20_000;

  private static final int PARTITIONS = 2;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** All of the bench's articles, again and again if they are few. */
  static Articles articles(Bench bench) {
    return bench.articles().times(Math.max(ARTICLES, bench.articles().size()));
  }

  @Override
  public Turn run() throws Exception {
    Settings settings = cluster.newStream(guarantee, PARTITIONS, other);
    double seconds = BacklogService.secondsFor(model.call(), settings, articles.rows(), PATIENCE);
    return Turn.of(new Amount(articles.size(), 0, 0, 0), seconds);
  }
}
