package io.copytaster.streams.swap;

import io.copytaster.streams.swap.Refusal.Category;

/** A candidate that must not serve, found on the way. */
final class RefusedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final Category category;

  RefusedException(Category category, String reason) {
    super(reason);
    this.category = category;
  }

  Refusal refusal() {
    return new Refusal(category, String.valueOf(getMessage()));
  }
}
