package io.copytaster.benchmarks.stream;

import io.copytaster.benchmarks.lineup.Articles;
import io.copytaster.benchmarks.lineup.Bench;
import io.copytaster.benchmarks.lineup.Lineup;
import io.copytaster.benchmarks.lineup.Scenario;
import io.copytaster.benchmarks.measure.Amount;
import io.copytaster.benchmarks.measure.Contender;
import io.copytaster.benchmarks.measure.Turn;
import io.copytaster.streams.config.Guarantee;
import io.copytaster.streams.config.Settings;
import io.copytaster.streams.service.EmptyService;
import java.io.IOException;
import java.time.Duration;

/** 6: Kafka to Kafka with a classifier that does nothing: what the stream itself costs. */
public final class EmptyFlood implements Scenario {

  private static final int ROUNDS = 20;
  private static final int PARTITIONS = 2;

  @Override
  public int number() {
    return 6;
  }

  @Override
  public String title() {
    return "Kafka to Kafka, nothing computed";
  }

  @Override
  public void enter(Bench bench, Lineup lineup) throws IOException {
    var cluster = lineup.own(Cluster.start());
    Articles articles = bench.articles().times(ROUNDS * bench.articles().size());
    for (Guarantee guarantee : Guarantee.values()) {
      String name = "Kafka to Kafka, nothing computed, " + Cluster.word(guarantee);
      lineup.add(this, new Empty(name, cluster, guarantee, articles), null);
    }
  }

  /** All articles lie there before the service starts, so that sending them is no part of it. */
  private record Empty(String name, Cluster cluster, Guarantee guarantee, Articles articles)
      implements Contender<Turn> {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Override
    public Turn run() throws Exception {
      Settings settings = cluster.newStream(guarantee, PARTITIONS);
      double seconds = EmptyService.secondsFor(settings, articles.rows(), PATIENCE);
      return Turn.of(new Amount(articles.size(), 0, 0, 0), seconds);
    }
  }
}
