package io.copytaster.streams.event;

import org.apache.kafka.common.errors.SerializationException;

/** A message that no retry will make readable. Category: bad record; it costs only itself. */
public final class BadEventException extends SerializationException {

  private static final long serialVersionUID = 1L;

  private final Reason reason;

  BadEventException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  BadEventException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }

  /** What is wrong with it. */
  public enum Reason {
    /** It does not begin as the chosen wire format does. */
    WRONG_MARKER,
    /** It ends in the middle. */
    TRUNCATED,
    /** Something follows after the event. */
    TRAILING_BYTES,
    /** A length, count or choice in it cannot be. */
    CORRUPT,
    /** It names its schema by a fingerprint that was never published. */
    UNKNOWN_FINGERPRINT,
    /** It names its schema by an id that the registry does not know. */
    UNKNOWN_SCHEMA_ID,
    /** It is another kind of event than belongs here. */
    WRONG_RECORD_TYPE,
    /** It is the right kind of event, in a schema that ours cannot read. */
    INCOMPATIBLE_SCHEMA
  }
}
