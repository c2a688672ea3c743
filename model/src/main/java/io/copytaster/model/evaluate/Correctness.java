package io.copytaster.model.evaluate;

import java.util.BitSet;

/** Which rows a classifier labelled rightly, in their order: what a paired comparison needs. */
public final class Correctness {

  private final BitSet right;
  private final int rows;

  private Correctness(BitSet right, int rows) {
    this.right = right;
    this.rows = rows;
  }

  public static Correctness of(Outcomes outcomes) {
    var right = new BitSet();
    for (int row = 0; row < outcomes.rows(); row++) {
      right.set(row, outcomes.isRight(row));
    }
    return new Correctness(right, outcomes.rows());
  }

  /** How many rows are right here and wrong there. */
  long exceeding(Correctness other) {
    if (rows != other.rows) {
      throw new IllegalArgumentException(
          "only the same rows can be compared: " + rows + " here, " + other.rows + " there");
    }
    BitSet difference = (BitSet) right.clone();
    difference.andNot(other.right);
    return difference.cardinality();
  }
}
