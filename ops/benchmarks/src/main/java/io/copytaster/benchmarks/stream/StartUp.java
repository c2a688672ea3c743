package io.copytaster.benchmarks.stream;

import io.copytaster.benchmarks.lineup.Articles;
import io.copytaster.benchmarks.lineup.Bench;
import io.copytaster.benchmarks.lineup.Lineup;
import io.copytaster.benchmarks.lineup.Scenario;
import io.copytaster.benchmarks.measure.Amount;
import io.copytaster.benchmarks.measure.Contender;
import io.copytaster.benchmarks.measure.Latency;
import io.copytaster.benchmarks.measure.Turn;
import io.copytaster.model.dataset.LabeledText;
import io.copytaster.streams.broker.NewsTopics;
import io.copytaster.streams.broker.Patience;
import io.copytaster.streams.broker.TopicAdmin;
import io.copytaster.streams.config.Guarantee;
import io.copytaster.streams.config.Settings;
import io.copytaster.streams.feed.NewsProducer;
import io.copytaster.streams.feed.RawNewsEvents;
import io.copytaster.streams.feed.TopicReader;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * 9: {@code serve} as a process: from its start to the first label, the memory it takes, and what a
 * change of its model costs.
 */
public final class StartUp implements Scenario {

  private static final int ROUNDS = 10;

  @Override
  public int number() {
    return 9;
  }

  @Override
  public String title() {
    return "start-up, memory and changes of model of serve";
  }

  @Override
  public void enter(Bench bench, Lineup lineup) throws IOException, InterruptedException {
    ServeProcess.prepare();
    var cluster = lineup.own(Cluster.start());
    Articles articles = bench.articles().times(ROUNDS * bench.articles().size());
    for (Guarantee guarantee : Guarantee.values()) {
      lineup.add(
          this,
          new Serving("serve, " + Cluster.word(guarantee), cluster, guarantee, articles),
          null);
    }
    var busy = lineup.own(BusyServe.start(cluster, Guarantee.EXACTLY_ONCE, bench));
    lineup.add(this, new Swaps.None("serve without a swap", busy), null);
    lineup.add(this, new Swaps.One("serve during a swap", busy), null);
    lineup.note(
        "serve without and during a swap: p50, p99 and max are gaps between labels while articles"
            + " always wait, exactly-once; a swap lasts from its announcement to the first label of"
            + " the model announced, whose files are in storage.");
    lineup.note(
        "serve: p50 is from the start of the process to its first label, after a first demo; then"
            + " it labels %,d articles, all of which wait, while its memory is watched."
                .formatted(articles.size()));
  }

  /** One article waits when the process starts; the others come after its label. */
  private record Serving(String name, Cluster cluster, Guarantee guarantee, Articles articles)
      implements Contender<Turn> {

    private static final int PARTITIONS = 3;
    private static final Duration POLL = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** A start is what is measured. */
    @Override
    public void warmUp() {}

    @Override
    public Turn run() throws Exception {
      var values = cluster.values(guarantee, PARTITIONS);
      var settings = Settings.of(values);
      try (var admin = TopicAdmin.connect(settings, Patience.endless(), what -> {})) {
        admin.ensure(NewsTopics.forServing(settings), true);
      }
      try (var producer = NewsProducer.open(settings);
          var reader = TopicReader.open(settings, List.of(settings.topics().labeled()), true)) {
        send(producer, articles.rows().subList(0, 1));
        long began = System.nanoTime();
        try (var serve = ServeProcess.start(values)) {
          await(reader, 1);
          Histogram startUp = Latency.recorder();
          startUp.recordValue(System.nanoTime() - began);
          long labelling = System.nanoTime();
          send(producer, articles.rows());
          await(reader, articles.size());
          var turn =
              Turn.since(labelling, new Amount(articles.size(), 0, 0, 0)).with(Latency.of(startUp));
          return serve.withPeak(turn);
        }
      }
    }

    private static void send(NewsProducer producer, List<LabeledText> articles) {
      articles.forEach(article -> producer.send(RawNewsEvents.of(article)));
      producer.flush();
    }

    private static void await(TopicReader reader, int articles) {
      long last = System.nanoTime();
      for (int missing = articles; missing > 0; ) {
        int found = reader.poll(POLL).size();
        missing -= found;
        last = found > 0 ? System.nanoTime() : last;
        if (System.nanoTime() - last > PATIENCE.toNanos()) {
          throw new IllegalStateException(missing + " articles got no label from serve");
        }
      }
    }
  }
}
