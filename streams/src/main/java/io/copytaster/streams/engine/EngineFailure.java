package io.copytaster.streams.engine;

/** The engine is broken or closed: no article is to blame, and none gets a label here any more. */
public final class EngineFailure extends RuntimeException {

  private static final long serialVersionUID = 1;

  EngineFailure(String message) {
    super(message);
  }

  EngineFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
