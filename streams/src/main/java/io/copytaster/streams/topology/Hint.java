package io.copytaster.streams.topology;

import io.copytaster.streams.engine.Labelling;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** How far a record has come between poll and {@code process()}. */
sealed interface Hint {

  /** Polled; nothing done yet. */
  @SuppressWarnings("ArrayRecordComponent") // the consumer's own bytes, which nobody changes
  record Waiting(byte @Nullable [] value) implements Hint {}

  /** With the engine. */
  record Submitted(PreparedArticle article, CompletableFuture<Labelling> result) implements Hint {}

  /** Not an article: {@code process()} will say so, where Streams knows whose record it is. */
  record Refused(RuntimeException reason) implements Hint {}

  /** Taken by {@code process()}, or no longer this thread's. */
  record Done() implements Hint {}
}
