package io.copytaster.streams.retrain;

/** A run that was told to stop; whoever comes next goes on with it. */
public final class InterruptedRunException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  InterruptedRunException(String message) {
    super(message);
  }
}
