package io.copytaster.streams.topology;

import io.copytaster.streams.engine.InferenceEngine;
import java.time.Duration;

/** One {@link LookAhead} per stream thread, all in front of one engine. */
public final class LookAheads {

  private final ThreadLocal<LookAhead> ofThread;

  /**
   * @param horizon how much of the engine's time all of them together may take ahead
   */
  public LookAheads(
      Preparation preparation, InferenceEngine engine, Duration horizon, ArticleTraces traces) {
    this.ofThread =
        ThreadLocal.withInitial(() -> new LookAhead(preparation, engine, horizon, traces));
  }

  LookAhead ofThisThread() {
    return ofThread.get();
  }
}
