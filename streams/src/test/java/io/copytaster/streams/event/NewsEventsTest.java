package io.copytaster.streams.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.copytaster.model.text.Article;
import io.copytaster.schemas.RawNews;
import org.junit.jupiter.api.Test;

/** Nothing is lost between an event and the model, in either direction. */
class NewsEventsTest {

  @Test
  void article_hasTheEventsWords() {
    var news = Samples.rawNews();
    assertThat(NewsEvents.toArticle(news)).isEqualTo(new Article(news.getTitle(), news.getBody()));
    assertThat(NewsEvents.toArticle(RawNews.newBuilder().setId("x").build()).isBlank()).isTrue();
  }

  @Test
  void label_carriesArticleScoresAndOrigin() {
    var classified = Samples.classified();
    var labelled = NewsEvents.labelled(Samples.rawNews(), classified, Samples.NOON.plusNanos(999));
    assertThat(labelled.getArticle()).isEqualTo(Samples.rawNews());
    assertThat(labelled.getLabel()).isEqualTo("World");
    assertThat(labelled.getConfidence()).isEqualTo(classified.prediction().score());
    assertThat(labelled.getScores().keySet())
        .containsExactly("World", "Sports", "Business", "Sci/Tech");
    assertThat(labelled.getScores()).containsEntry("Business", classified.prediction().score(2));
    assertThat(labelled.getLabeledBy()).isEqualTo("model");
    assertThat(labelled.getLabeler()).isNull();
    assertThat(labelled.getModel()).isEqualTo("minilm-head-1");
    assertThat(labelled.getTaxonomy()).isEqualTo("ag-news/1");
    assertThat(labelled.getTokens()).isEqualTo(31);
    assertThat(labelled.getUnknownTokens()).isEqualTo(2);
    assertThat(labelled.getLabeledAt()).isEqualTo(Samples.NOON);
  }

  @Test
  void timings_areInMicroseconds() {
    var timings = Samples.labeledNews().getTimings();
    assertThat(timings.getTokenizeMicros()).isEqualTo(81);
    assertThat(timings.getQueueMicros()).isEqualTo(2_500);
    assertThat(timings.getInferMicros()).isEqualTo(40_000);
    assertThat(timings.getBatchSize()).isEqualTo(32);
  }
}
