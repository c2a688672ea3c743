package io.copytaster.benchmarks.inference;

import io.copytaster.benchmarks.lineup.Bench;
import io.copytaster.benchmarks.lineup.Lineup;
import io.copytaster.benchmarks.lineup.Scenario;
import io.copytaster.model.checkpoint.Checkpoint;
import io.copytaster.model.checkpoint.CheckpointWeights;
import io.copytaster.model.checkpoint.Encoder;
import io.copytaster.model.network.NaiveNetwork;
import java.io.IOException;

/** 2: a scripted BERT in DJL as it comes, one article at a time and in batches as they come. */
public final class NaiveDjl implements Scenario {

  private static final int BATCH = 32;

  @Override
  public int number() {
    return 2;
  }

  @Override
  public String title() {
    return "naive DJL";
  }

  @Override
  public void enter(Bench bench, Lineup lineup) throws IOException {
    var encoder = Checkpoint.open(bench.encoders().directory(Encoder.MINILM), bench.encoders());
    try (CheckpointWeights weights = encoder.weights()) {
      var network = lineup.own(NaiveNetwork.open(encoder.config(), weights));
      lineup.add(this, OneByOne.of("naive DJL", bench, network::compute), "fp32");
      String name = "naive DJL, batches of " + BATCH;
      lineup.add(
          this, InBatches.of(name, bench, Batching.inOrder(BATCH), network::compute), "fp32");
    }
  }
}
