package io.copytaster.streams.engine;

import io.copytaster.model.batch.TokenBatch;
import io.copytaster.model.classify.BatchClassifier;
import io.copytaster.model.label.Prediction;
import io.copytaster.model.tokens.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Computes batches on the device and, where one fails, finds the articles to blame.
 *
 * <p>A failed batch is halved until the guilty article is alone; its neighbours get their labels. A
 * device that fails on everything would blame everybody, so a verdict is believed only if a probe,
 * an article known to be good, still passes right after it.
 *
 * <p>Run by one thread; statistics and activity may be read by any.
 */
final class BatchRunner {

  private final TokenBatch probe;
  private final LongSupplier clock;
  private volatile EngineStatistics statistics = EngineStatistics.NONE;
  private volatile EngineActivity activity;

  /**
   * @param probe an article that the classifier has labelled before
   * @param clock nanoseconds, as {@link PendingArticle#submitted} counts them
   */
  BatchRunner(Tokens probe, LongSupplier clock) {
    this.probe = new TokenBatch(List.of(probe));
    this.clock = clock;
    this.activity = new EngineActivity(false, clock.getAsLong());
  }

  EngineStatistics statistics() {
    return statistics;
  }

  EngineActivity activity() {
    return activity;
  }

  /**
   * Computes all of these with one classifier.
   *
   * @return one outcome per article, in their order; without those that nobody waits for any more
   * @throws EngineFailure if it is the device that fails, not an article
   * @throws InterruptedException if a batch fails on an interrupted thread, which says nothing of
   *     its articles
   */
  List<Outcome> run(BatchClassifier classifier, List<PendingArticle> batch)
      throws InterruptedException {
    var outcomes = new ArrayList<Outcome>(batch.size());
    var awaited = batch.stream().filter(article -> !article.result().isDone()).toList();
    if (!awaited.isEmpty()) {
      compute(classifier, awaited, outcomes);
    }
    return outcomes;
  }

  private void compute(
      BatchClassifier classifier, List<PendingArticle> articles, List<Outcome> outcomes)
      throws InterruptedException {
    var batch = new TokenBatch(articles.stream().map(PendingArticle::tokens).toList());
    long began = clock.getAsLong();
    try {
      var predictions = classify(classifier, batch);
      label(classifier, articles, predictions, began, outcomes);
      statistics = statistics.plusBatch(batch);
    } catch (RuntimeException failure) {
      if (Thread.interrupted()) {
        throw new InterruptedException("in a batch that failed: " + failure);
      }
      if (articles.size() == 1) {
        outcomes.add(blame(classifier, articles.get(0), failure));
      } else {
        int half = articles.size() / 2;
        compute(classifier, articles.subList(0, half), outcomes);
        compute(classifier, articles.subList(half, articles.size()), outcomes);
      }
    }
  }

  private void label(
      BatchClassifier classifier,
      List<PendingArticle> articles,
      List<Prediction> predictions,
      long began,
      List<Outcome> outcomes) {
    long took = clock.getAsLong() - began;
    for (int i = 0; i < articles.size(); i++) {
      PendingArticle article = articles.get(i);
      var labelling =
          new Labelling(
              predictions.get(i),
              classifier.model(),
              classifier.taxonomy(),
              article.length(),
              article.tokens().truncated(),
              began - article.submitted(),
              took,
              articles.size());
      outcomes.add(new Outcome.Labelled(article.result(), labelling));
    }
  }

  private List<Prediction> classify(BatchClassifier classifier, TokenBatch batch) {
    long began = clock.getAsLong();
    activity = new EngineActivity(true, began);
    try {
      var predictions = classifier.classify(batch);
      if (predictions.size() != batch.size()) {
        throw new IllegalStateException(
            predictions.size() + " predictions for " + batch.size() + " articles");
      }
      return predictions;
    } finally {
      long ended = clock.getAsLong();
      activity = new EngineActivity(false, ended);
      statistics = statistics.plusBusy(ended - began);
    }
  }

  private Outcome blame(
      BatchClassifier classifier, PendingArticle article, RuntimeException reason) {
    try {
      classify(classifier, probe);
    } catch (RuntimeException broken) {
      if (broken != reason) {
        broken.addSuppressed(reason);
      }
      throw new EngineFailure(
          "model " + classifier.model() + " fails even on an article it has labelled before",
          broken);
    }
    statistics = statistics.plusFailure();
    return new Outcome.Blamed(
        article.result(),
        new ArticleFailure(
            String.format(
                "model %s fails on this article of %d tokens: %s",
                classifier.model(), article.length(), reason),
            reason));
  }
}
