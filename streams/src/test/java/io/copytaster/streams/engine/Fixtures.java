package io.copytaster.streams.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.copytaster.model.tokens.Tokens;
import io.copytaster.streams.slot.ModelSlot;
import io.copytaster.streams.slot.TokenizedText;
import io.opentelemetry.api.trace.Span;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Settings and articles that the engine's tests share. */
final class Fixtures {

  static final Duration LINGER = Duration.ofMillis(1);

  private Fixtures() {}

  /** No linger, so that tests of the engine do not depend on the clock. */
  static EngineOptions settings(int batchTokens, int batchArticles) {
    return settings(batchTokens, batchArticles, Duration.ZERO);
  }

  static EngineOptions settings(int batchTokens, int batchArticles, Duration linger) {
    return new EngineOptions(
        batchTokens, batchArticles, 16 * batchTokens, 0.1, 0, linger, Duration.ofSeconds(20));
  }

  /** As the service bounds them; {@code Engines} has the padding. */
  static EngineOptions asServed(int batchTokens) {
    return new EngineOptions(
        batchTokens, 256, 16 * batchTokens, 0.03, 0, Duration.ZERO, Duration.ofSeconds(20));
  }

  /** An article of this many tokens, each of them {@code id}. */
  static Tokens tokens(int id, int length) {
    return new Tokens(repeated(id, length), false);
  }

  static int[] repeated(int id, int length) {
    var ids = new int[length];
    Arrays.fill(ids, id);
    return ids;
  }

  /** The same as it is submitted. */
  static TokenizedText article(int id, int length) {
    return new TokenizedText(Integer.toString(id), tokens(id, length), FakeClassifier.TOKENIZATION);
  }

  static PendingArticle pending(long arrival, int length) {
    return new PendingArticle(
        arrival, article(1, length), 0, new CompletableFuture<>(), Span.getInvalid());
  }

  /** An engine of one lane before this one model. */
  static InferenceEngine start(FakeClassifier classifier, EngineOptions settings) {
    return start(classifier, settings, 1);
  }

  /** An engine before this one model. */
  static InferenceEngine start(FakeClassifier classifier, EngineOptions settings, int lanes) {
    return InferenceEngine.start(new ModelSlot(classifier), settings, lanes);
  }

  /** A length as news has it: lognormal with mean 53, deviation 16, between 8 and 512. */
  static int newsLength(Random random) {
    return (int) Math.max(8, Math.min(512, Math.exp(3.92 + 0.3 * random.nextGaussian())));
  }

  /** Why no label came; fails if one came, or nothing at all within a generous time. */
  static Throwable failureOf(CompletableFuture<Labelling> result) {
    try {
      throw new AssertionError("a label came: " + result.get(20, TimeUnit.SECONDS));
    } catch (ExecutionException e) {
      return Objects.requireNonNull(e.getCause());
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError("nothing came", e);
    }
  }

  /** The label, which must come within a generous time. */
  static Labelling labelOf(CompletableFuture<Labelling> result) {
    try {
      return result.get(20, TimeUnit.SECONDS);
    } catch (ExecutionException | InterruptedException | TimeoutException e) {
      throw new AssertionError("no label came", e);
    }
  }

  /** Submits an article of ten tokens for each id. */
  static List<CompletableFuture<Labelling>> submit(InferenceEngine engine, IntStream ids) {
    return ids.mapToObj(id -> engine.submit(article(id, 10)))
        .collect(Collectors.toCollection(ArrayList::new));
  }

  /** Waits until the engine's thread has ended by itself. */
  static void awaitEnd(InferenceEngine engine) throws InterruptedException {
    for (Thread thread : engine.threads()) {
      thread.join(20_000);
    }
    assertThat(engine.threads()).as("the device's threads").noneMatch(Thread::isAlive);
  }
}
