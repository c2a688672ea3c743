package io.copytaster.streams.newsroom;

import org.jspecify.annotations.Nullable;

/**
 * What came of a newsroom's day.
 *
 * @param sent articles
 * @param duplicates records beyond an article's first
 * @param missing articles that did not come back
 * @param before accuracy under the first model
 * @param after accuracy once the second one serves
 * @param undisturbed accuracy from the poisoned corrections until the end
 * @param recovery seconds from the first correction to the first label of the new model; null if
 *     none came to serve
 * @param firstModel identifier of the model without the desk
 * @param secondModel identifier of the one that was promoted; null if none was
 * @param rejected what the gate said of the candidate that had learned the poison; null if there
 *     was no such verdict
 */
public record NewsroomSummary(
    int sent,
    int duplicates,
    int missing,
    double before,
    double after,
    double undisturbed,
    @Nullable Double recovery,
    String firstModel,
    @Nullable String secondModel,
    @Nullable String rejected) {

  /** Whether a better model came, a worse one did not, and no article was lost or repeated. */
  public boolean isAsItShouldBe() {
    return duplicates == 0
        && missing == 0
        && secondModel != null
        && rejected != null
        && after > before;
  }
}
