package io.copytaster.streams.topology;

import io.copytaster.streams.engine.InferenceEngine;
import java.time.Duration;
import org.apache.kafka.common.TopicPartition;

/** One {@link LookAhead} per stream thread, all in front of one engine. */
public final class LookAheads implements Answers {

  private final ThreadLocal<LookAhead> ofThread;

  /**
   * @param horizon how much of the engine's time all of them together may take ahead
   */
  public LookAheads(
      Preparation preparation, InferenceEngine engine, Duration horizon, ArticleTraces traces) {
    this.ofThread =
        ThreadLocal.withInitial(() -> new LookAhead(preparation, engine, horizon, traces));
  }

  @Override
  public int answered(TopicPartition partition, long offset) {
    return ofThisThread().answered(partition, offset);
  }

  @Override
  public void await(Duration timeout) {
    ofThisThread().await(timeout);
  }

  LookAhead ofThisThread() {
    return ofThread.get();
  }
}
