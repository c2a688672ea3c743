package io.copytaster.streams.demo;

import io.copytaster.model.classify.Classifier;
import io.copytaster.model.dataset.LabeledText;
import io.copytaster.model.tokens.Tokens;
import io.copytaster.streams.engine.InferenceEngine;
import io.copytaster.streams.engine.Labelling;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** The same engine and model without a stream: what Kafka's share is measured against. */
final class EngineAlone {

  private EngineAlone() {}

  /** Articles per second, tokenizing included, with as much queued as the engine has room for. */
  static double articlesPerSecond(
      Classifier classifier, InferenceEngine engine, List<LabeledText> articles)
      throws InterruptedException, ExecutionException {
    var pending = new ArrayDeque<CompletableFuture<Labelling>>();
    int labelled = 0;
    long start = System.nanoTime();
    for (LabeledText article : articles) {
      if (!article.article().isBlank()) {
        Tokens tokens = classifier.tokenize(article.article().text());
        while (!engine.hasRoom(tokens.length()) && !pending.isEmpty()) {
          pending.remove().get();
        }
        pending.add(engine.submit(tokens));
        labelled++;
      }
    }
    while (!pending.isEmpty()) {
      pending.remove().get();
    }
    return labelled * 1e9 / (System.nanoTime() - start);
  }
}
