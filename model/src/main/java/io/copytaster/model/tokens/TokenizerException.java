package io.copytaster.model.tokens;

import org.jspecify.annotations.Nullable;

/** A tokenizer that cannot be opened. */
public final class TokenizerException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** What kind of failure it is. */
  public enum Category {
    /** The file is not there or cannot be read. */
    UNREADABLE,
    /** The file is not a tokenizer. */
    MALFORMED,
    /** The native library cannot be loaded on this machine. */
    NO_LIBRARY
  }

  private final Category category;

  TokenizerException(Category category, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.category = category;
  }

  public Category category() {
    return category;
  }
}
