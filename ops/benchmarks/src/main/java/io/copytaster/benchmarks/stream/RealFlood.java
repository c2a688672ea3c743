package io.copytaster.benchmarks.stream;

import io.copytaster.benchmarks.lineup.Bench;
import io.copytaster.benchmarks.lineup.Lineup;
import io.copytaster.benchmarks.lineup.Scenario;
import io.copytaster.model.network.Compute;
import io.copytaster.streams.config.Guarantee;
import java.io.IOException;

/** 7: Kafka to Kafka with the real classifier, in the precision that this processor gets. */
public final class RealFlood implements Scenario {

  private static final int[] PARTITIONS = {1, 2, 4};

  @Override
  public int number() {
    return 7;
  }

  @Override
  public String title() {
    return "Kafka to Kafka";
  }

  @Override
  public void enter(Bench bench, Lineup lineup) throws IOException {
    var cluster = lineup.own(Cluster.start());
    boolean calibrated = bench.checkpoint().int8Calibration().isPresent();
    Compute compute = Compute.of("cpu", "auto", 0).forCheckpoint(calibrated);
    String precision = compute.precision().key();
    double operations =
        bench.articles().amount(bench.tokenizer(), bench.checkpoint().config()).operations();
    for (Guarantee guarantee : Guarantee.values()) {
      for (int partitions : PARTITIONS) {
        String name =
            "Kafka to Kafka %s, %s, %d partition%s"
                .formatted(
                    precision, Cluster.word(guarantee), partitions, partitions == 1 ? "" : "s");
        lineup.add(
            this,
            new Flood(name, cluster, guarantee, partitions, bench.articles(), operations),
            precision);
      }
    }
  }
}
