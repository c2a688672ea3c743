package io.copytaster.model.gate;

import io.copytaster.model.evaluate.McNemar;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What champion and candidate said of the same rows, as labels' names, since the candidate may know
 * labels that the champion does not.
 *
 * @param expected the true labels
 * @param champion what it answered, row by row; a row whose label it does not know counts as its
 *     error, whatever it answered
 * @param candidate what it answered
 */
public record PairedAnswers(List<String> expected, List<String> champion, List<String> candidate) {

  /** No rows. */
  public static final PairedAnswers NONE = new PairedAnswers(List.of(), List.of(), List.of());

  public PairedAnswers {
    expected = List.copyOf(expected);
    champion = List.copyOf(champion);
    candidate = List.copyOf(candidate);
    if (champion.size() != expected.size() || candidate.size() != expected.size()) {
      throw new IllegalArgumentException(
          "%d rows, %d answers of the champion, %d of the candidate"
              .formatted(expected.size(), champion.size(), candidate.size()));
    }
  }

  public int rows() {
    return expected.size();
  }

  /** The champion's share of right answers; 0 without rows. */
  public double championAccuracy() {
    return share(champion, IntStream.range(0, rows()).toArray());
  }

  /** The candidate's share of right answers; 0 without rows. */
  public double candidateAccuracy() {
    return share(candidate, IntStream.range(0, rows()).toArray());
  }

  /** The rows that one alone has right: the champion first, the candidate second. */
  public McNemar discordant() {
    long championOnly = 0;
    long candidateOnly = 0;
    for (int row = 0; row < rows(); row++) {
      boolean championRight = champion.get(row).equals(expected.get(row));
      boolean candidateRight = candidate.get(row).equals(expected.get(row));
      championOnly += championRight && !candidateRight ? 1 : 0;
      candidateOnly += candidateRight && !championRight ? 1 : 0;
    }
    return new McNemar(championOnly, candidateOnly);
  }

  /** How well each label that occurs is found, by name, in alphabetical order. */
  List<Recall> recalls() {
    return expected.stream().distinct().sorted().map(this::recall).toList();
  }

  /**
   * One label's recall before and after.
   *
   * @param rows that have the label
   */
  record Recall(String label, int rows, double champion, double candidate) {}

  private Recall recall(String label) {
    int[] rows =
        IntStream.range(0, rows()).filter(row -> expected.get(row).equals(label)).toArray();
    return new Recall(label, rows.length, share(champion, rows), share(candidate, rows));
  }

  private double share(List<String> answers, int[] rows) {
    long right =
        IntStream.of(rows).filter(row -> answers.get(row).equals(expected.get(row))).count();
    return rows.length == 0 ? 0 : (double) right / rows.length;
  }
}
