package io.copytaster.model.dataset;

import org.jspecify.annotations.Nullable;

/** Why a row is bad; its file and line are known further out. */
final class BadRowException extends Exception {

  private static final long serialVersionUID = 1;

  BadRowException(String message) {
    this(message, null);
  }

  BadRowException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
