package io.copytaster.streams.broker;

/** What went wrong between this program and a broker, sorted by what the user can do about it. */
public final class BrokerException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What kind of trouble it is. */
  public enum Category {
    /** The embedded broker did not start. */
    NOT_STARTED,
    /** No broker answered within the time allowed. */
    UNREACHABLE,
    /** A broker answered and refused: credentials, rights, encryption. */
    REFUSED,
    /** A topic that is needed is not there. */
    MISSING_TOPIC,
    /** The broker failed at what it was asked. */
    FAILED
  }

  private final Category category;

  BrokerException(Category category, String message) {
    super(message);
    this.category = category;
  }

  BrokerException(Category category, String message, Throwable cause) {
    super(message, cause);
    this.category = category;
  }

  /** What kind of trouble it is. */
  public Category category() {
    return category;
  }
}
