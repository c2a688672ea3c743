package io.copytaster.model.gate;

/**
 * What a candidate must show. Points are per cent of the rows: from 90 % to 92 % are two.
 *
 * @param fewestRows held-out rows below which nothing can be said
 * @param significance the largest probability, from 0 to 1, that a classifier no better than the
 *     champion would look as much better by chance
 * @param margin points by which accuracy on the held-out rows must rise at least
 * @param classRows held-out rows from which on a label's recall is looked at
 * @param recallLoss points that the recall of such a label may fall at most
 * @param goldenLoss points that accuracy on the golden rows may fall at most
 * @param latency the candidate's time for a row, at most so many times the champion's
 */
public record GateRules(
    int fewestRows,
    double significance,
    double margin,
    int classRows,
    double recallLoss,
    double goldenLoss,
    double latency) {

  public GateRules {
    require(fewestRows >= 1, "fewest rows must be at least 1", fewestRows);
    require(significance > 0 && significance < 1, "significance must be in (0, 1)", significance);
    require(margin >= 0 && margin <= 100, "margin must be from 0 to 100 points", margin);
    require(classRows >= 1, "class rows must be at least 1", classRows);
    require(recallLoss >= 0 && recallLoss <= 100, "recall loss must be 0 to 100", recallLoss);
    require(goldenLoss >= 0 && goldenLoss <= 100, "golden loss must be 0 to 100", goldenLoss);
    require(latency > 0, "the latency factor must be positive", latency);
  }

  /** What suits a few hundred reviewed articles. */
  public static GateRules defaults() {
    return new GateRules(50, 0.05, 0.5, 20, 5, 2, 1.5);
  }

  private static void require(boolean allowed, String rule, Number found) {
    if (!allowed) {
      throw new IllegalArgumentException(rule + ": " + found);
    }
  }
}
