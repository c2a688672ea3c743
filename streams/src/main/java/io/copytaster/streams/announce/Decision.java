package io.copytaster.streams.announce;

import io.copytaster.schemas.ModelAnnouncement;

/** What comes of a wish to change what is announced. */
public sealed interface Decision {

  /** It is to be announced. */
  record Announce(ModelAnnouncement announcement) implements Decision {}

  /**
   * Everything stays as it is.
   *
   * @param explanation for people, with what to do instead
   */
  record Refuse(Reason reason, String explanation) implements Decision {}

  /** Why nothing changes. */
  enum Reason {
    /** Nobody ever announced such a checkpoint, or brought it before the gate. */
    UNKNOWN,
    /** The gate turned it down, and its files are nowhere. */
    NOT_PUBLISHED,
    /** It is in that channel already. */
    ALREADY_THERE,
    /** There is no challenger. */
    NONE_THERE,
    /** There was none before. */
    NOTHING_TO_GO_BACK_TO,
    /** An operator keeps another one there. */
    PINNED,
    /** There is no pin to release. */
    NOT_PINNED
  }
}
