package io.copytaster.streams.deadletter;

/**
 * What is to be replayed, and how.
 *
 * @param filter which dead letters
 * @param maxReplays how often a record may be replayed before it is given up
 * @param limit how many are replayed at most
 * @param dryRun whether nothing is written
 * @param exactlyOnce whether records and receipts are written in transactions
 */
public record ReplayPlan(
    DeadLetterFilter filter, long maxReplays, long limit, boolean dryRun, boolean exactlyOnce) {

  /**
   * What becomes of a letter.
   *
   * @param timestamp of the record, in milliseconds since 1970
   * @param hasReceipt whether an earlier replay has sent it
   */
  Fate fate(DeadLetter letter, long timestamp, boolean hasReceipt) {
    if (!filter.matches(letter, timestamp)) {
      return Fate.NOT_MEANT;
    }
    if (hasReceipt) {
      return Fate.REPLAYED_BEFORE;
    }
    if (letter.replays() >= maxReplays) {
      return Fate.GIVEN_UP;
    }
    return letter.whole() ? Fate.REPLAYED : Fate.WITHOUT_VALUE;
  }
}
