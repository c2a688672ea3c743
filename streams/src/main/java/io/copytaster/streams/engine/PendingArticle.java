package io.copytaster.streams.engine;

import io.copytaster.model.tokens.Tokens;
import io.copytaster.streams.slot.ServedModel;
import io.copytaster.streams.slot.TokenizedText;
import io.opentelemetry.api.trace.Span;
import java.util.concurrent.CompletableFuture;

/**
 * An article that waits for its label.
 *
 * @param arrival its place in the order of submission; no two have the same
 * @param submitted nanoseconds on the engine's clock
 * @param result completed with the label, or with an {@link ArticleFailure} or {@link
 *     EngineFailure}
 * @param span of the article's stay
 */
record PendingArticle(
    long arrival,
    TokenizedText text,
    long submitted,
    CompletableFuture<Labelling> result,
    Span span) {

  Tokens tokens() {
    return text.tokens();
  }

  int length() {
    return text.tokens().length();
  }

  /** The article as this model reads it. */
  PendingArticle as(ServedModel model) {
    TokenizedText read = text.as(model);
    return read == text ? this : new PendingArticle(arrival, read, submitted, result, span);
  }
}
