package io.copytaster.streams.engine;

import io.copytaster.model.batch.TokenBatch;
import io.copytaster.model.label.Prediction;
import io.copytaster.streams.slot.ServedModel;
import io.copytaster.streams.tracing.Tracing;
import io.opentelemetry.api.trace.Span;
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
 * <p>What the model has labelled lately, or twice in a batch, is computed once: see {@link
 * RecentLabels}.
 *
 * <p>Run by one thread; statistics and activity may be read by any.
 */
final class BatchRunner {

  private final EngineOptions settings;
  private final LongSupplier clock;
  private final RecentLabels recent;
  private volatile EngineStatistics statistics = EngineStatistics.NONE;
  private volatile EngineActivity activity;
  private volatile BatchObserver observer = (articles, tokens) -> {};
  private volatile Tracing tracing = Tracing.off();

  /**
   * @param recent shared by all lanes of a device
   * @param clock nanoseconds, as {@link PendingArticle#submitted} counts them
   */
  BatchRunner(EngineOptions settings, RecentLabels recent, LongSupplier clock) {
    this.settings = settings;
    this.recent = recent;
    this.clock = clock;
    this.activity = new EngineActivity(false, clock.getAsLong());
  }

  EngineStatistics statistics() {
    return statistics;
  }

  EngineActivity activity() {
    return activity;
  }

  /** Tells another observer from now on. */
  void observe(BatchObserver next) {
    observer = next;
  }

  /** Traces batches from now on. */
  void trace(Tracing next) {
    tracing = next;
  }

  /** Does something else on the device. */
  void perform(Errand<?> errand) {
    activity = new EngineActivity(true, clock.getAsLong());
    errand.run();
    activity = new EngineActivity(false, clock.getAsLong());
  }

  /**
   * Computes all of these with one model. What was tokenized for a model that reads otherwise is
   * tokenized again, and cut into batches again, since it may have become longer.
   *
   * @return one outcome per article, without those that nobody waits for any more
   * @throws EngineFailure if it is the device that fails, not an article
   * @throws InterruptedException if a batch fails on an interrupted thread, which says nothing of
   *     its articles
   */
  List<Outcome> run(ServedModel model, List<PendingArticle> batch) throws InterruptedException {
    var outcomes = new ArrayList<Outcome>(batch.size());
    var awaited = batch.stream().filter(article -> !article.result().isDone()).toList();
    recent.serve(model.model());
    for (List<PendingArticle> part : asRead(model, awaited, outcomes)) {
      List<SameArticles> unknown = recall(model, part, outcomes);
      if (!unknown.isEmpty()) {
        compute(model, unknown, outcomes);
      }
    }
    return outcomes;
  }

  private List<List<PendingArticle>> asRead(
      ServedModel model, List<PendingArticle> articles, List<Outcome> outcomes) {
    var read = new ArrayList<PendingArticle>(articles.size());
    for (PendingArticle article : articles) {
      try {
        read.add(article.as(model));
      } catch (RuntimeException failure) {
        outcomes.add(blame(model, article, failure));
      }
    }
    if (read.isEmpty()) {
      return List.of();
    }
    return read.equals(articles) ? List.of(read) : MicroBatcher.batches(settings, read);
  }

  /**
   * Labels the articles that the model remembers.
   *
   * @return the others
   */
  private List<SameArticles> recall(
      ServedModel model, List<PendingArticle> articles, List<Outcome> outcomes) {
    if (settings.remembered() == 0) {
      return articles.stream()
          .map(article -> new SameArticles(article.tokens(), List.of(article)))
          .toList();
    }
    var unknown = new ArrayList<SameArticles>();
    for (SameArticles each : SameArticles.among(articles)) {
      var known = recent.of(model.model(), each.tokens());
      if (known.isPresent()) {
        outcomes.addAll(each.labelled(model, known.get(), BatchCost.none(clock.getAsLong())));
        statistics = statistics.plusRepeats(each.articles().size());
      } else {
        unknown.add(each);
      }
    }
    return unknown;
  }

  private void compute(ServedModel model, List<SameArticles> articles, List<Outcome> outcomes)
      throws InterruptedException {
    var batch = new TokenBatch(articles.stream().map(SameArticles::tokens).toList());
    long began = clock.getAsLong();
    try {
      var predictions = classify(model, batch, articles);
      label(model, articles, predictions, began, outcomes);
      statistics = statistics.plusBatch(batch);
      observer.computed(batch.size(), batch.tokens());
    } catch (RuntimeException failure) {
      if (Thread.interrupted()) {
        throw new InterruptedException("in a batch that failed: " + failure);
      }
      if (articles.size() == 1) {
        for (PendingArticle article : articles.get(0).articles()) {
          outcomes.add(blame(model, article, failure));
        }
      } else {
        int half = articles.size() / 2;
        compute(model, articles.subList(0, half), outcomes);
        compute(model, articles.subList(half, articles.size()), outcomes);
      }
    }
  }

  private void label(
      ServedModel model,
      List<SameArticles> articles,
      List<Prediction> predictions,
      long began,
      List<Outcome> outcomes) {
    var cost = new BatchCost(began, clock.getAsLong() - began, articles.size());
    for (int i = 0; i < articles.size(); i++) {
      SameArticles each = articles.get(i);
      recent.add(model.model(), each.tokens(), predictions.get(i));
      outcomes.addAll(each.labelled(model, predictions.get(i), cost));
      statistics = statistics.plusRepeats(each.articles().size() - 1);
    }
  }

  /** As one span of the device's. */
  private List<Prediction> classify(
      ServedModel model, TokenBatch batch, List<SameArticles> articles) {
    Tracing now = tracing;
    if (!now.isOn()) {
      return classify(model, batch);
    }
    var spans = articles.stream().flatMap(SameArticles::spans).toList();
    Span span = now.compute(spans, batch, model.model());
    try {
      return classify(model, batch);
    } catch (RuntimeException failure) {
      Tracing.fail(span, failure.getClass().getName(), failure.getMessage());
      throw failure;
    } finally {
      span.end();
    }
  }

  private List<Prediction> classify(ServedModel model, TokenBatch batch) {
    long began = clock.getAsLong();
    activity = new EngineActivity(true, began);
    try {
      var predictions = model.classify(batch);
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

  private Outcome blame(ServedModel model, PendingArticle article, RuntimeException reason) {
    try {
      classify(model, new TokenBatch(List.of(model.probe())));
    } catch (RuntimeException broken) {
      if (broken != reason) {
        broken.addSuppressed(reason);
      }
      throw new EngineFailure(
          "model " + model.model() + " fails even on an article it has labelled before", broken);
    }
    statistics = statistics.plusFailure();
    return new Outcome.Blamed(
        article.result(),
        new ArticleFailure(
            String.format(
                "model %s fails on this article of %d tokens: %s",
                model.model(), article.length(), reason),
            reason));
  }
}
