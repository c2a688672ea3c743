package io.copytaster.streams.engine;

/** The device had articles to compute, and no time for work that is not urgent. */
public final class ErrandShedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  ErrandShedException(String message) {
    super(message);
  }
}
