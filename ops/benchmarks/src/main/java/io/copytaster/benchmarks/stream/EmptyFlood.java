package io.copytaster.benchmarks.stream;

import io.copytaster.benchmarks.lineup.Articles;
import io.copytaster.benchmarks.lineup.Bench;
import io.copytaster.benchmarks.lineup.Lineup;
import io.copytaster.benchmarks.lineup.Scenario;
import io.copytaster.streams.config.Guarantee;
import io.copytaster.streams.service.BacklogService;
import java.io.IOException;
import java.util.Map;

/** 6: Kafka to Kafka with a classifier that does nothing: what the stream itself costs. */
public final class EmptyFlood implements Scenario {

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
    Articles articles = Backlog.articles(bench);
    for (Guarantee guarantee : Guarantee.values()) {
      String name = "Kafka to Kafka, nothing computed, " + Cluster.word(guarantee);
      lineup.add(
          this,
          new Backlog(name, cluster, guarantee, articles, Map.of(), BacklogService::nothing),
          null);
    }
  }
}
