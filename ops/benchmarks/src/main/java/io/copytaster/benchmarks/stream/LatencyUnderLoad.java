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
import io.copytaster.streams.service.LabelingService;
import java.time.Duration;

/** 8: how long an article takes, at some shares of what the service can do, in an open loop. */
public final class LatencyUnderLoad implements Scenario {

  private static final int[] PERCENT = {10, 50, 80};
  private static final double FEW_PER_SECOND = 10;
  private static final int PARTITIONS = 3;

  @Override
  public int number() {
    return 8;
  }

  @Override
  public String title() {
    return "latency under load";
  }

  @Override
  public void enter(Bench bench, Lineup lineup) throws Exception {
    var cluster = lineup.own(Cluster.start());
    for (Guarantee guarantee : Guarantee.values()) {
      String word = Cluster.word(guarantee);
      double capacity = capacity(bench, cluster, guarantee);
      lineup.note("Capacity, %s: %.0f articles/s.".formatted(word, capacity));
      add(bench, lineup, cluster, guarantee, "10 articles/s, " + word, FEW_PER_SECOND);
      for (int percent : PERCENT) {
        String name = "at " + percent + " % of capacity, " + word;
        add(bench, lineup, cluster, guarantee, name, capacity * percent / 100);
      }
    }
  }

  /** Measured even where another is given, since Java compiles meanwhile what the turns run. */
  private static double capacity(Bench bench, Cluster cluster, Guarantee guarantee)
      throws Exception {
    bench.progress().accept("capacity, " + Cluster.word(guarantee));
    var flood = new Flood("capacity", cluster, guarantee, PARTITIONS, bench.articles(), 0);
    flood.run();
    double measured = flood.run().perSecond();
    return bench.capacity().orElse(measured);
  }

  private void add(
      Bench bench, Lineup lineup, Cluster cluster, Guarantee guarantee, String name, double rate) {
    lineup.add(this, new Load(name, cluster, guarantee, bench.articles(), rate), null);
  }

  private record Load(
      String name, Cluster cluster, Guarantee guarantee, Articles articles, double rate)
      implements Contender<Turn> {

    private static final Duration WARM_UP = Duration.ofSeconds(20);
    private static final Duration COUNTED = Duration.ofSeconds(20);

    /** Each turn has its own. */
    @Override
    public void warmUp() {}

    @Override
    public Turn run() throws Exception {
      Settings settings = cluster.newStream(guarantee, PARTITIONS);
      var schedule = new Schedule(rate, WARM_UP, COUNTED);
      try (var service = LabelingService.start(settings)) {
        service.awaitRunning();
        long began = System.nanoTime();
        var latency = new OpenLoop(settings, schedule, articles.rows()).run();
        return Turn.since(began, new Amount(schedule.arrivals(), 0, 0, 0)).with(latency);
      }
    }
  }
}
