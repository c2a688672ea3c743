package io.copytaster.streams.review;

import io.copytaster.schemas.LabeledNews;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An article that somebody may be asked about.
 *
 * @param labeled as the champion labelled it
 * @param challenger the challenger's opinion, if it was asked
 */
public record Candidate(LabeledNews labeled, @Nullable SecondOpinion challenger) {

  String id() {
    return labeled.getArticle().getId();
  }

  /** The challenger's opinion where it is another one. */
  public Optional<SecondOpinion> disagreement() {
    return Optional.ofNullable(challenger)
        .filter(opinion -> !opinion.label().equals(labeled.getLabel()));
  }

  Instant labeledAt() {
    Instant at = labeled.getLabeledAt();
    return at == null ? Instant.EPOCH : at;
  }
}
