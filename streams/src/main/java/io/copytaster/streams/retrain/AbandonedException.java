package io.copytaster.streams.retrain;

/** A run that cannot come to anything, and why: trying again would not help. */
final class AbandonedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  AbandonedException(String why) {
    super(why);
  }
}
