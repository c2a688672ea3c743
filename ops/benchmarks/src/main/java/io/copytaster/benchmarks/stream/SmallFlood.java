package io.copytaster.benchmarks.stream;

import io.copytaster.benchmarks.lineup.Articles;
import io.copytaster.benchmarks.lineup.Bench;
import io.copytaster.benchmarks.lineup.Lineup;
import io.copytaster.benchmarks.lineup.Scenario;
import io.copytaster.model.checkpoint.Checkpoint;
import io.copytaster.model.classify.Classifier;
import io.copytaster.model.network.Compute;
import io.copytaster.streams.config.Guarantee;
import io.copytaster.streams.slot.ServedModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * 12: Kafka to Kafka with other checkpoints, such as small ones: where the network costs little.
 */
public final class SmallFlood implements Scenario {

  /** What streams/README.md advises where starting a batch costs more than padding it. */
  private static final Map<String, String> SMALL =
      Map.of(
          "engine.batch-tokens", "8192",
          "engine.padding-share", "0.25",
          "serving.poll-records", "2000");

  @Override
  public int number() {
    return 12;
  }

  @Override
  public String title() {
    return "Kafka to Kafka with each --checkpoint";
  }

  @Override
  public void enter(Bench bench, Lineup lineup) throws IOException {
    if (bench.more().isEmpty()) {
      lineup.note("No other checkpoint went through Kafka: --checkpoint DIR names them.");
      return;
    }
    var cluster = lineup.own(Cluster.start());
    Articles articles = Backlog.articles(bench);
    for (Path directory : bench.more()) {
      var checkpoint = Checkpoint.open(directory, bench.encoders());
      Compute compute = Compute.of("cpu", "auto", 0);
      for (Guarantee guarantee : Guarantee.values()) {
        String name =
            "Kafka to Kafka, %s, %s".formatted(checkpoint.name(), Cluster.word(guarantee));
        var backlog =
            new Backlog(
                name,
                cluster,
                guarantee,
                articles,
                SMALL,
                () -> ServedModel.of(Classifier.load(checkpoint, compute, 0)));
        lineup.add(this, backlog, null);
      }
    }
  }
}
