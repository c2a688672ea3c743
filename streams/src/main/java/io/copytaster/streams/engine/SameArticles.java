package io.copytaster.streams.engine;

import io.copytaster.model.label.Prediction;
import io.copytaster.model.tokens.Tokens;
import io.copytaster.streams.slot.ServedModel;
import io.opentelemetry.api.trace.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Articles of which the model reads the same, so that one label is that of all.
 *
 * @param tokens what it reads
 * @param articles at least one
 */
record SameArticles(Tokens tokens, List<PendingArticle> articles) {

  /** All of these, in the order of the first of each kind. */
  static List<SameArticles> among(List<PendingArticle> articles) {
    Map<Tokens, List<PendingArticle>> kinds = new LinkedHashMap<>();
    for (PendingArticle article : articles) {
      kinds.computeIfAbsent(article.tokens(), tokens -> new ArrayList<>(1)).add(article);
    }
    return kinds.entrySet().stream()
        .map(kind -> new SameArticles(kind.getKey(), kind.getValue()))
        .toList();
  }

  /** Of the stay of each. */
  Stream<Span> spans() {
    return articles.stream().map(PendingArticle::span);
  }

  /** The same label for all of them. */
  List<Outcome> labelled(ServedModel model, Prediction prediction, BatchCost cost) {
    return articles.stream().map(article -> labelled(article, model, prediction, cost)).toList();
  }

  private static Outcome labelled(
      PendingArticle article, ServedModel model, Prediction prediction, BatchCost cost) {
    var labelling =
        new Labelling(
            prediction,
            model.model(),
            model.taxonomy(),
            article.length(),
            article.tokens().truncated(),
            cost.began() - article.submitted(),
            cost.nanos(),
            cost.articles());
    return new Outcome.Labelled(article.result(), labelling);
  }
}
