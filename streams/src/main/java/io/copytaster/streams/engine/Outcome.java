package io.copytaster.streams.engine;

import java.util.concurrent.CompletableFuture;

/** How an article's wait ends. */
sealed interface Outcome {

  /** Tells whoever waits; without effect if the wait has ended already. */
  void deliver();

  /** With a label. */
  record Labelled(CompletableFuture<Labelling> result, Labelling labelling) implements Outcome {

    @Override
    public void deliver() {
      result.complete(labelling);
    }
  }

  /** With the blame for its batch's failure. */
  record Blamed(CompletableFuture<Labelling> result, ArticleFailure failure) implements Outcome {

    @Override
    public void deliver() {
      result.completeExceptionally(failure);
    }
  }
}
