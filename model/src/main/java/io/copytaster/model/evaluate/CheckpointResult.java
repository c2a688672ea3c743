package io.copytaster.model.evaluate;

import java.util.List;

/**
 * What came of one checkpoint.
 *
 * @param checkpoint its id
 * @param taxonomy name and version of its labels
 * @param temperature what its logits were divided by
 * @param rows those it was judged on
 * @param mistakes the most confident ones, at most {@value Evaluator#MISTAKES}
 * @param correctness by row, for comparison with another checkpoint
 */
public record CheckpointResult(
    String checkpoint,
    String taxonomy,
    double temperature,
    RowsRead rows,
    Evaluation evaluation,
    List<Mistake> mistakes,
    Correctness correctness) {

  public CheckpointResult {
    mistakes = List.copyOf(mistakes);
  }
}
