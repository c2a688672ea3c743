package io.copytaster.streams.review;

import java.util.Comparator;

/** Which articles are worth asking about, and which of them first. */
public enum ReviewOrder {
  /** Those the champion was least sure of. */
  LEAST_SURE(Comparator.comparingDouble((Candidate each) -> each.labeled().getConfidence())),
  /** Those the challenger labels otherwise; first where both are surest. */
  DISAGREEMENT(Comparator.comparingDouble((Candidate each) -> -sureness(each))),
  /** The last ones labelled. */
  NEWEST(Comparator.comparing(Candidate::labeledAt).reversed());

  @SuppressWarnings("ImmutableEnumChecker") // stateless
  private final Comparator<Candidate> first;

  ReviewOrder(Comparator<Candidate> first) {
    this.first = first;
  }

  /** A total order: of equals, the newest, and then by id. */
  Comparator<Candidate> comparator() {
    return first
        .thenComparing(Candidate::labeledAt, Comparator.reverseOrder())
        .thenComparing(Candidate::id);
  }

  boolean takes(Candidate candidate) {
    return this != DISAGREEMENT || candidate.disagreement().isPresent();
  }

  private static double sureness(Candidate candidate) {
    double challenger = candidate.disagreement().map(SecondOpinion::confidence).orElse(0.0);
    return Math.min(candidate.labeled().getConfidence(), challenger);
  }
}
