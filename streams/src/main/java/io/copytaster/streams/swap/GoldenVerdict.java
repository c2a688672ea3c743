package io.copytaster.streams.swap;

import io.copytaster.model.evaluate.GoldenRow;
import io.copytaster.model.label.LabelSet;
import io.copytaster.model.label.Prediction;
import io.copytaster.model.network.Precision;
import io.copytaster.schemas.ModelAnnouncement;
import io.copytaster.streams.swap.Refusal.Category;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether a candidate answers its golden rows as it did when it was trained. */
final class GoldenVerdict {

  /** What an announcement calls the share of golden rows that are labelled right. */
  static final String ACCURACY = "golden.accuracy";

  /** What it calls their number. */
  static final String ROWS = "golden.rows";

  /** By how much a logit may differ in fp32, on another machine. */
  private static final double FP32_TOLERANCE = 1e-3;

  /** Which share of the rows must get the same label in a coarser arithmetic. */
  private static final double AGREEMENT = 0.98;

  private GoldenVerdict() {}

  /** Whether figures are announced that rows must be there for. */
  static boolean isPromised(ModelAnnouncement announcement) {
    return announcement.getMetrics().containsKey(ACCURACY)
        || announcement.getMetrics().containsKey(ROWS);
  }

  /**
   * Compares the answers with those of the training and with the announced figures.
   *
   * @param answers one per row; null for a row that is read shorter here than in training
   */
  static void require(
      ModelAnnouncement announcement,
      List<GoldenRow> rows,
      List<@Nullable Prediction> answers,
      LabelSet labels,
      Precision precision) {
    int right = 0;
    int same = 0;
    int compared = 0;
    for (int i = 0; i < rows.size(); i++) {
      GoldenRow row = rows.get(i);
      Prediction answer = answers.get(i);
      if (row.logits().size() != labels.size() || labels.indexOf(row.label()).isEmpty()) {
        throw refused("row '%s' is not of the labels %s".formatted(row.id(), labels.names()));
      }
      if (answer != null) {
        compared++;
        right += answer.label().equals(row.label()) ? 1 : 0;
        same += answer.label().equals(labels.name(highest(row.logits()))) ? 1 : 0;
        if (precision == Precision.FP32) {
          requireLogits(row, answer);
        }
      }
    }
    if (same < AGREEMENT * compared) {
      throw refused(
          "%d of %d rows get another label than in training".formatted(compared - same, compared));
    }
    requireFigures(announcement, rows.size(), right, rows.size() - compared);
  }

  private static void requireLogits(GoldenRow row, Prediction answer) {
    for (int label = 0; label < row.logits().size(); label++) {
      float expected = row.logits().get(label);
      if (!(Math.abs(answer.logit(label) - expected) <= FP32_TOLERANCE)) {
        throw refused(
            "row '%s' gets the logit %s for %s, in training it was %s"
                .formatted(row.id(), answer.logit(label), answer.labels().name(label), expected));
      }
    }
  }

  /** An accuracy may differ by two rows, where rounding turns a near tie. */
  private static void requireFigures(
      ModelAnnouncement announcement, int rows, int right, int unread) {
    Double announcedRows = announcement.getMetrics().get(ROWS);
    if (announcedRows != null && announcedRows != rows) {
      throw refused("%s rows were announced, and there are %d".formatted(announcedRows, rows));
    }
    double tolerance = (2.0 + unread) / rows;
    double accuracy = (double) right / rows;
    Optional.ofNullable(announcement.getMetrics().get(ACCURACY))
        .filter(announced -> !(Math.abs(announced - accuracy) <= tolerance + 1e-9))
        .ifPresent(
            announced -> {
              throw refused(
                  "an accuracy of %.4f was announced, and it is %.4f"
                      .formatted(announced, accuracy));
            });
  }

  private static int highest(List<Float> logits) {
    int best = 0;
    for (int i = 1; i < logits.size(); i++) {
      best = logits.get(i) > logits.get(best) ? i : best;
    }
    return best;
  }

  private static RefusedException refused(String why) {
    return new RefusedException(Category.GOLDEN, "golden rows: " + why);
  }
}
