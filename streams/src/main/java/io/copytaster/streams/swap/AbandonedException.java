package io.copytaster.streams.swap;

/** A newer announcement has come: nobody waits for this candidate any more. */
final class AbandonedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  AbandonedException() {
    super("a newer announcement has come", null, false, false);
  }
}
