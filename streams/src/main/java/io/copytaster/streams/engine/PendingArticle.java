package io.copytaster.streams.engine;

import io.copytaster.model.tokens.Tokens;
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
    long arrival, Tokens tokens, long submitted, CompletableFuture<Labelling> result) {

  int length() {
    return tokens.length();
  }
}
