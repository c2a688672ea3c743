package io.copytaster.streams.cli;

import io.copytaster.model.dataset.LabeledText;
import io.copytaster.streams.engine.ArticleFailure;
import io.copytaster.streams.engine.InferenceEngine;
import io.copytaster.streams.engine.Labelling;
import io.copytaster.streams.slot.ModelSlot;
import io.copytaster.streams.slot.TokenizedText;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Articles through an engine, their lines in the order of the articles.
 *
 * <p>A window of them is queued, so that the engine has some of like length to choose from; no text
 * is kept for longer than it waits for the device. For one thread.
 */
final class FileClassification {

  private static final int WINDOW = 4_096;

  /** Where a finished line goes. */
  interface Lines {
    void write(String line) throws IOException;
  }

  /**
   * What came of it.
   *
   * @param labelled articles with a label
   * @param failed articles with an error instead
   * @param judged labelled articles whose label people know
   * @param right those of them that got it
   */
  record Counts(long labelled, long failed, long judged, long right) {

    Counts plusFailed() {
      return new Counts(labelled, failed + 1, judged, right);
    }

    Counts plusLabelled(@Nullable String expected, String label) {
      boolean isJudged = expected != null;
      boolean isRight = label.equals(expected);
      return new Counts(
          labelled + 1, failed, judged + (isJudged ? 1 : 0), right + (isRight ? 1 : 0));
    }
  }

  /** An article without a label. */
  private record FailedLine(String id, String error) {}

  private record Pending(
      String id, @Nullable String expected, @Nullable CompletableFuture<Labelling> result) {}

  private final ModelSlot slot;
  private final InferenceEngine engine;
  private final boolean logits;
  private final Lines lines;
  private final Deque<Pending> window = new ArrayDeque<>();
  private Counts counts = new Counts(0, 0, 0, 0);

  FileClassification(ModelSlot slot, InferenceEngine engine, boolean logits, Lines lines) {
    this.slot = slot;
    this.engine = engine;
    this.logits = logits;
    this.lines = lines;
  }

  /**
   * Labels articles.
   *
   * @param limit how many at most
   * @throws IllegalStateException if the device cannot go on
   */
  Counts run(Iterator<LabeledText> articles, long limit) throws IOException, InterruptedException {
    for (long read = 0; read < limit && articles.hasNext(); read++) {
      LabeledText article = articles.next();
      window.add(new Pending(article.id(), article.label(), submit(article)));
      if (window.size() >= WINDOW) {
        finishOldest();
      }
    }
    while (!window.isEmpty()) {
      finishOldest();
    }
    return counts;
  }

  /** Null for an article without words. */
  private @Nullable CompletableFuture<Labelling> submit(LabeledText article)
      throws IOException, InterruptedException {
    if (article.article().isBlank()) {
      return null;
    }
    TokenizedText text = slot.tokenize(article.article().text());
    while (!engine.hasRoom(text.tokens().length()) && !window.isEmpty()) {
      finishOldest();
    }
    return engine.submit(text);
  }

  private void finishOldest() throws IOException, InterruptedException {
    Pending oldest = window.remove();
    if (oldest.result() == null) {
      fail(oldest, "there is neither title nor body");
      return;
    }
    try {
      Labelling labelling = oldest.result().get();
      counts = counts.plusLabelled(oldest.expected(), labelling.prediction().label());
      lines.write(Json.line(ClassifiedLine.of(oldest.id(), labelling, logits)));
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      if (!(cause instanceof ArticleFailure)) {
        throw new IllegalStateException(Errors.describe(cause), cause);
      }
      fail(oldest, Errors.describe(cause));
    }
  }

  private void fail(Pending article, String error) throws IOException {
    counts = counts.plusFailed();
    lines.write(Json.line(new FailedLine(article.id(), error)));
  }
}
