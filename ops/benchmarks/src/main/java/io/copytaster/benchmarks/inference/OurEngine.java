package io.copytaster.benchmarks.inference;

import io.copytaster.benchmarks.lineup.Bench;
import io.copytaster.benchmarks.lineup.Lineup;
import io.copytaster.benchmarks.lineup.Scenario;
import io.copytaster.model.classify.Classifier;
import io.copytaster.model.network.Compute;
import io.copytaster.streams.config.Settings;
import io.copytaster.streams.service.Engines;
import io.copytaster.streams.slot.ModelSlot;
import io.copytaster.streams.slot.ServedModel;
import java.io.IOException;
import java.util.Map;

/**
 * 4: this project's network in every precision, with the defaults that users get: in sorted batches
 * as the peers', one by one, and through the engine.
 */
public final class OurEngine implements Scenario {

  @Override
  public int number() {
    return 4;
  }

  @Override
  public String title() {
    return "this project's engine";
  }

  @Override
  public void enter(Bench bench, Lineup lineup) throws IOException {
    for (Compute compute : bench.precisions()) {
      add(bench, lineup, compute);
    }
  }

  private void add(Bench bench, Lineup lineup, Compute compute) throws IOException {
    String precision = compute.precision().key();
    var settings = Settings.of(Map.of("engine.remembered-articles", "0")).engine();
    var classifier = Classifier.load(bench.checkpoint(), compute, 0);
    var slot = lineup.own(new ModelSlot(ServedModel.of(classifier)));
    var engine = lineup.own(Engines.start(slot, settings));
    double operations =
        bench.articles().amount(bench.tokenizer(), bench.checkpoint().config()).operations();
    String name = "copytaster " + precision;
    var sorted = Batching.sorted(settings.batchTokens());
    lineup.add(this, InBatches.of(name, bench, sorted, classifier::classify), precision);
    lineup.add(
        this,
        new ThroughEngine(
            "copytaster engine " + precision, slot, engine, bench.articles().rows(), operations),
        precision);
    lineup.add(this, OneByOne.of(name, bench, classifier::classify), precision);
  }
}
