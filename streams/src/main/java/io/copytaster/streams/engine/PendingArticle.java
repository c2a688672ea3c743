package io.copytaster.streams.engine;

import io.copytaster.model.tokens.Tokens;
import io.copytaster.streams.slot.ServedModel;
import io.copytaster.streams.slot.TokenizedText;
import java.util.concurrent.CompletableFuture;

/**
 * An article that waits for its label.
 *
 * @param arrival its place in the order of submission; no two have the same
 * @param submitted nanoseconds on the engine's clock
 * @param result completed with the label, or with an {@link ArticleFailure} or {@link
 *     EngineFailure}
 */
record PendingArticle(
    long arrival, TokenizedText text, long submitted, CompletableFuture<Labelling> result) {

  Tokens tokens() {
    return text.tokens();
  }

  int length() {
    return text.tokens().length();
  }

  /** The article as this model reads it. */
  PendingArticle as(ServedModel model) {
    TokenizedText read = text.as(model);
    return read == text ? this : new PendingArticle(arrival, read, submitted, result);
  }
}
