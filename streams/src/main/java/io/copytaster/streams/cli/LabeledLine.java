package io.copytaster.streams.cli;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.copytaster.schemas.LabeledNews;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A labelled event as {@code tail --json} writes it.
 *
 * @param score probability of the label
 * @param scores probability by label
 * @param source who published the article
 * @param labeledBy model, editor or publisher
 * @param latencyMs from the record's timestamp to its label; null where the event does not say
 */
@JsonPropertyOrder({
  "id",
  "label",
  "score",
  "scores",
  "title",
  "model",
  "taxonomy",
  "source",
  "labeledBy",
  "tokens",
  "truncated",
  "latencyMs",
  "partition",
  "offset"
})
record LabeledLine(
    String id,
    String label,
    float score,
    Map<String, Float> scores,
    String title,
    @Nullable String model,
    String taxonomy,
    @Nullable String source,
    String labeledBy,
    int tokens,
    boolean truncated,
    @Nullable Long latencyMs,
    int partition,
    long offset) {

  static LabeledLine of(LabeledNews news, ConsumerRecord<?, ?> record) {
    var article = news.getArticle();
    var labeledAt = news.getLabeledAt();
    return new LabeledLine(
        article.getId(),
        news.getLabel(),
        news.getConfidence(),
        news.getScores(),
        article.getTitle().isBlank() ? article.getBody() : article.getTitle(),
        news.getModel(),
        news.getTaxonomy(),
        article.getSource(),
        news.getLabeledBy(),
        news.getTokens(),
        news.getTruncated(),
        labeledAt == null ? null : labeledAt.toEpochMilli() - record.timestamp(),
        record.partition(),
        record.offset());
  }
}
