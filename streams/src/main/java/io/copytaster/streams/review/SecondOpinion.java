package io.copytaster.streams.review;

import io.copytaster.schemas.LabeledNews;

/**
 * What a challenger made of an article.
 *
 * @param confidence probability of the label
 */
public record SecondOpinion(String label, double confidence) {

  static SecondOpinion of(LabeledNews news) {
    return new SecondOpinion(news.getLabel(), news.getConfidence());
  }
}
