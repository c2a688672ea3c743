package io.copytaster.streams.shadow;

/** The challenger could not compute its batch; the device is not to blame. */
final class ChallengerException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ChallengerException(Throwable cause) {
    super(cause);
  }
}
