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
  private static final int ALONE = 200;

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
      var texts = bench.articles().texts();
      lineup.add(
          this,
          new OneByOne(
              "naive DJL, one by one",
              texts.subList(0, Math.min(ALONE, texts.size())),
              bench.tokenizer(),
              bench.work(),
              network::compute),
          "fp32");
      lineup.add(
          this,
          new InBatches(
              "naive DJL, batches of " + BATCH,
              texts,
              bench.tokenizer(),
              bench.work(),
              Batching.inOrder(BATCH),
              network::compute),
          "fp32");
    }
  }
}
