package io.copytaster.model.train;

/** A training that cannot begin, or not go on, and why. */
public final class TrainingException extends RuntimeException {

  /** What is wrong. */
  public enum Problem {
    /** A row has no label, or one that is not among the plan's. */
    LABEL_UNKNOWN,
    /** A label has no row to learn it from. */
    LABEL_WITHOUT_ROWS,
    /** The base cannot be trained in this way. */
    BASE,
    /** The teacher has no classifier, or other labels than the rows. */
    TEACHER,
    /** Loss or gradient became no number; the last good checkpoint is kept. */
    NOT_A_NUMBER,
    /** What is to be resumed is not there, or was begun with another plan or other rows. */
    RESUME
  }

  private static final long serialVersionUID = 1L;

  private final Problem problem;

  TrainingException(Problem problem, String message) {
    super(message);
    this.problem = problem;
  }

  public Problem problem() {
    return problem;
  }
}
