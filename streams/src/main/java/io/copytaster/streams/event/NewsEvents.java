package io.copytaster.streams.event;

import io.copytaster.model.label.Prediction;
import io.copytaster.model.text.Article;
import io.copytaster.schemas.LabeledNews;
import io.copytaster.schemas.RawNews;
import io.copytaster.schemas.Timings;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** What an event means to the model, and what the model's answer is as an event. */
public final class NewsEvents {

  /** What {@code labeledBy} says of a label that nobody but a model gave. */
  public static final String BY_MODEL = "model";

  private NewsEvents() {}

  /** The words of an event; blank if it has none. */
  public static Article toArticle(RawNews news) {
    return new Article(news.getTitle(), news.getBody());
  }

  /**
   * The event that says how an article was labelled by a model.
   *
   * @param news the article, carried unchanged
   * @param at when; kept to the millisecond
   */
  public static LabeledNews labelled(RawNews news, Classified classified, Instant at) {
    Prediction prediction = classified.prediction();
    var timings =
        new Timings(
            micros(classified.tokenizeNanos()),
            micros(classified.queueNanos()),
            micros(classified.inferNanos()),
            classified.batchSize());
    return new LabeledNews(
        news,
        prediction.label(),
        prediction.score(),
        scores(prediction),
        classified.taxonomy(),
        BY_MODEL,
        null,
        classified.model(),
        classified.tokens(),
        classified.truncated(),
        classified.unknownTokens(),
        at.truncatedTo(ChronoUnit.MILLIS),
        timings);
  }

  /** Probability by label, in the order of the logits. */
  private static Map<String, Float> scores(Prediction prediction) {
    var scores = new LinkedHashMap<String, Float>();
    for (int i = 0; i < prediction.labels().size(); i++) {
      scores.put(prediction.labels().name(i), prediction.score(i));
    }
    return scores;
  }

  private static long micros(long nanos) {
    return nanos / 1_000;
  }
}
