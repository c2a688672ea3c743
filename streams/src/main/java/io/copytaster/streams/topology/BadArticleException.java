package io.copytaster.streams.topology;

/** An event that can be read but not labelled. Category: bad record; it costs only itself. */
public final class BadArticleException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Reason reason;

  BadArticleException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }

  /** What is wrong with it. */
  public enum Reason {
    /** The record has no value. */
    TOMBSTONE,
    /** Neither title nor body has a word. */
    BLANK,
    /** With its label it is larger than the output topic takes. */
    TOO_LARGE
  }
}
