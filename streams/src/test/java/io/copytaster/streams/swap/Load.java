package io.copytaster.streams.swap;

import static org.assertj.core.api.Assertions.assertThat;

import io.copytaster.streams.engine.InferenceEngine;
import io.copytaster.streams.engine.Labelling;
import io.copytaster.streams.slot.ModelSlot;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Articles without end before an engine, whose queue is never empty; each must get a label. */
final class Load implements AutoCloseable {

  private final ExecutorService executor = Executors.newSingleThreadExecutor();
  private final Future<Map<String, Integer>> labels;
  private volatile boolean stopped;

  private Load(InferenceEngine engine, ModelSlot slot) {
    this.labels = executor.submit(() -> run(engine, slot));
  }

  static Load start(InferenceEngine engine, ModelSlot slot) {
    return new Load(engine, slot);
  }

  private Map<String, Integer> run(InferenceEngine engine, ModelSlot slot)
      throws ExecutionException, InterruptedException {
    var byModel = new TreeMap<String, Integer>();
    var ahead = new ArrayDeque<CompletableFuture<Labelling>>();
    for (int article = 0; !stopped || !ahead.isEmpty(); ) {
      if (!stopped && (ahead.isEmpty() || engine.hasRoom(20))) {
        ahead.add(engine.submit(slot.tokenize("Ferry " + article++ + " leaves the harbour")));
      } else {
        Labelling labelling = ahead.remove().get();
        assertThat(labelling.prediction().score()).isBetween(0f, 1f);
        byModel.merge(labelling.model(), 1, Integer::sum);
      }
    }
    return byModel;
  }

  /** How many articles each model has labelled; fails if one was left without. */
  Map<String, Integer> stop() throws Exception {
    stopped = true;
    return labels.get(30, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    stopped = true;
    executor.shutdown();
  }
}
