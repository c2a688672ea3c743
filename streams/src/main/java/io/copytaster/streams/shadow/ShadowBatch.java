package io.copytaster.streams.shadow;

import io.copytaster.model.batch.TokenBatch;
import io.copytaster.model.label.Prediction;
import io.copytaster.model.tokens.Tokens;
import io.copytaster.schemas.LabeledNews;
import io.copytaster.streams.event.Classified;
import io.copytaster.streams.event.NewsEvents;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A few articles that a challenger labels together.
 *
 * @param tokens by article
 * @param tokenizeNanos what tokenizing took, on average
 */
record ShadowBatch(
    Challenger challenger,
    List<ShadowedArticle> articles,
    List<Tokens> tokens,
    long tokenizeNanos) {

  /**
   * What came of it.
   *
   * @param predictions by article
   * @param began in nanoseconds of the JVM's clock
   * @param nanos the forward pass
   */
  record Computed(List<Prediction> predictions, long began, long nanos) {}

  static ShadowBatch tokenized(Challenger challenger, List<ShadowedArticle> articles) {
    long began = System.nanoTime();
    var tokens = new ArrayList<Tokens>();
    for (ShadowedArticle article : articles) {
      tokens.add(challenger.tokenizer().apply(NewsEvents.toArticle(article.news()).text()));
    }
    long nanos = (System.nanoTime() - began) / articles.size();
    return new ShadowBatch(challenger, articles, tokens, nanos);
  }

  int size() {
    return articles.size();
  }

  /**
   * The forward pass, on the device's thread.
   *
   * @throws ChallengerException whatever went wrong
   */
  Computed compute() {
    try {
      long began = System.nanoTime();
      List<Prediction> predictions = challenger.classifier().classify(new TokenBatch(tokens));
      return new Computed(predictions, began, System.nanoTime() - began);
    } catch (RuntimeException e) {
      throw new ChallengerException(e);
    }
  }

  /** The event that says what the challenger made of an article. */
  LabeledNews event(int index, Computed computed) {
    ShadowedArticle article = articles.get(index);
    Tokens read = tokens.get(index);
    var classified =
        new Classified(
            computed.predictions().get(index),
            challenger.classifier().model(),
            challenger.classifier().taxonomy(),
            read.length(),
            read.truncated(),
            read.unknown(),
            tokenizeNanos,
            computed.began() - article.arrived(),
            computed.nanos(),
            size());
    return NewsEvents.labelled(article.news(), classified, Instant.now());
  }
}
