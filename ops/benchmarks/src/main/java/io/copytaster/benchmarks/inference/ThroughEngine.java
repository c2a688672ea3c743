package io.copytaster.benchmarks.inference;

import io.copytaster.benchmarks.measure.Amount;
import io.copytaster.benchmarks.measure.Contender;
import io.copytaster.benchmarks.measure.Turn;
import io.copytaster.model.dataset.LabeledText;
import io.copytaster.streams.demo.EngineAlone;
import io.copytaster.streams.engine.EngineStatistics;
import io.copytaster.streams.engine.InferenceEngine;
import io.copytaster.streams.slot.ModelSlot;
import java.util.List;

/**
 * The service's engine without Kafka: one thread tokenizes and submits, as far ahead as the engine
 * has room, and the engine's own thread cuts batches and computes them.
 *
 * @param operations of all articles
 */
record ThroughEngine(
    String name,
    ModelSlot slot,
    InferenceEngine engine,
    List<LabeledText> articles,
    double operations)
    implements Contender<Turn> {

  @Override
  public Turn run() throws Exception {
    EngineStatistics before = engine.statistics();
    double seconds = articles.size() / EngineAlone.articlesPerSecond(slot, engine, articles);
    EngineStatistics after = engine.statistics();
    var amount =
        new Amount(
            articles.size(),
            after.tokens() - before.tokens(),
            after.paddedTokens() - before.paddedTokens(),
            operations);
    return Turn.of(amount, seconds);
  }
}
