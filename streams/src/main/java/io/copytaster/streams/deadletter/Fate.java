package io.copytaster.streams.deadletter;

/** What a replay makes of a dead letter. */
public enum Fate {
  /** It goes back to the raw topic. */
  REPLAYED("replayed"),
  /** The filter does not mean it. */
  NOT_MEANT("not meant by the filter"),
  /** An earlier replay has sent it. */
  REPLAYED_BEFORE("replayed before"),
  /** It has died of every replay it was allowed. */
  GIVEN_UP("given up (--max-replays)"),
  /** The dead-letter topic would not have taken its value. */
  WITHOUT_VALUE("left out of the dead-letter topic for their size"),
  /** With the count of its replays the raw topic would not take it. */
  TOO_LARGE("too large for the raw topic");

  private final String words;

  Fate(String words) {
    this.words = words;
  }

  /** What stands behind the number of such letters. */
  @Override
  public String toString() {
    return words;
  }
}
