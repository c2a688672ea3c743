package io.copytaster.streams.event;

/**
 * The schema registry is there and says no: wrong address or password, or a schema that somebody
 * has to register first. Category: configuration; no retry helps, and no message is to blame.
 */
public final class RegistryRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  RegistryRefusedException(String message) {
    super(message);
  }
}
