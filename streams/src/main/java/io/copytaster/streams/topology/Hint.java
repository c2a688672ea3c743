package io.copytaster.streams.topology;

import io.copytaster.streams.engine.Labelling;
import io.opentelemetry.api.trace.Span;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** How far a record has come between poll and {@code process()}. */
sealed interface Hint {

  /** Whether {@code process()} will not have to wait for it. */
  default boolean isAnswered() {
    return true;
  }

  /** Polled; nothing done yet. */
  record Waiting(ConsumerRecord<byte[], byte[]> polled) implements Hint {
    @Override
    public boolean isAnswered() {
      return false;
    }
  }

  /** With the engine; the span is of its stay, to be ended by whoever takes it. */
  record Submitted(PreparedArticle article, CompletableFuture<Labelling> result, Span span)
      implements Hint {
    @Override
    public boolean isAnswered() {
      return result.isDone();
    }
  }

  /** Not an article: {@code process()} will say so, where Streams knows whose record it is. */
  record Refused(RuntimeException reason) implements Hint {}

  /** Taken by {@code process()}, or no longer this thread's. */
  record Done() implements Hint {}
}
