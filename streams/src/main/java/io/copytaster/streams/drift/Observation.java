package io.copytaster.streams.drift;

import io.copytaster.schemas.LabeledNews;
import org.jspecify.annotations.Nullable;

/**
 * One labelled article, as far as drift can be seen in it.
 *
 * @param source who published it, if anybody said
 * @param label the model's
 * @param confidence probability of that label
 * @param tokens word pieces read
 * @param unknownTokens of these, how many the vocabulary does not have
 */
public record Observation(
    @Nullable String source, String label, double confidence, int tokens, int unknownTokens) {

  /** What a labelled event says. */
  public static Observation of(LabeledNews news) {
    return new Observation(
        news.getArticle().getSource(),
        news.getLabel(),
        news.getConfidence(),
        news.getTokens(),
        news.getUnknownTokens());
  }
}
