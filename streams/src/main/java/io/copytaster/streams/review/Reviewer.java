package io.copytaster.streams.review;

import io.copytaster.schemas.LabeledNews;
import io.copytaster.schemas.RawNews;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;

/**
 * Somebody whose labels may teach.
 *
 * @param name the editor's or publisher's; not blank
 */
public record Reviewer(Role role, String name) {

  /** What {@code labeledBy} says of a person's label. */
  public enum Role {
    EDITOR,
    PUBLISHER;

    /** As events have it. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Reviewer {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a reviewer needs a name");
    }
  }

  /**
   * The event that says how this reviewer labels an article.
   *
   * @param news carried unchanged
   * @param taxonomy name and version of the set of labels; empty where unknown
   * @param at when; kept to the millisecond
   */
  public LabeledNews labels(RawNews news, String label, String taxonomy, Instant at) {
    return LabeledNews.newBuilder()
        .setArticle(news)
        .setLabel(label)
        .setConfidence(1)
        .setScores(Map.of())
        .setTaxonomy(taxonomy)
        .setLabeledBy(role.key())
        .setLabeler(name)
        .setLabeledAt(at.truncatedTo(ChronoUnit.MILLIS))
        .build();
  }
}
