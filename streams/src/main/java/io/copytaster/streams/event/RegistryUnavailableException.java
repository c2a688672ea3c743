package io.copytaster.streams.event;

import org.jspecify.annotations.Nullable;

/**
 * The schema registry does not answer now. Category: temporary; the caller tries again after a
 * while, and the message that needed the registry is not to blame.
 */
public final class RegistryUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  RegistryUnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
