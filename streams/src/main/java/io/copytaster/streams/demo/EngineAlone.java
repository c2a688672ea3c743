package io.copytaster.streams.demo;

import io.copytaster.model.dataset.LabeledText;
import io.copytaster.streams.engine.InferenceEngine;
import io.copytaster.streams.engine.Labelling;
import io.copytaster.streams.slot.ModelSlot;
import io.copytaster.streams.slot.TokenizedText;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** The same engine and model without a stream: what Kafka's share is measured against. */
public final class EngineAlone {

  private EngineAlone() {}

  /** Articles per second, tokenizing included, with as much queued as the engine has room for. */
  public static double articlesPerSecond(
      ModelSlot slot, InferenceEngine engine, List<LabeledText> articles)
      throws InterruptedException, ExecutionException {
    var pending = new ArrayDeque<CompletableFuture<Labelling>>();
    int labelled = 0;
    long start = System.nanoTime();
    for (LabeledText article : articles) {
      if (!article.article().isBlank()) {
        TokenizedText text = slot.tokenize(article.article().text());
        while (!engine.hasRoom(text.tokens().length()) && !pending.isEmpty()) {
          pending.remove().get();
        }
        pending.add(engine.submit(text));
        labelled++;
      }
    }
    while (!pending.isEmpty()) {
      pending.remove().get();
    }
    return labelled * 1e9 / (System.nanoTime() - start);
  }
}
