package io.copytaster.streams.retrain;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What holds of several labels of the same article: the latest. */
final class Corrections {

  /** By time, and where that is equal or unknown by the order in the topic. */
  static final Comparator<ReviewedRow> BY_TIME =
      Comparator.comparingLong(ReviewedRow::labeledAt)
          .thenComparingLong(ReviewedRow::offset)
          .thenComparingInt(ReviewedRow::partition);

  private Corrections() {}

  /** One row for each article, the oldest first. */
  static List<ReviewedRow> latest(Collection<ReviewedRow> rows) {
    Map<String, ReviewedRow> byId = new LinkedHashMap<>();
    for (ReviewedRow row : rows) {
      byId.merge(row.id(), row, (a, b) -> BY_TIME.compare(a, b) > 0 ? a : b);
    }
    return byId.values().stream().sorted(BY_TIME.thenComparing(ReviewedRow::id)).toList();
  }
}
