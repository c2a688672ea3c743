package io.copytaster.streams.config;

/** Which moment a labelled record carries as its timestamp. */
public enum OutputTimestamp {
  /** The timestamp of the raw record. */
  SOURCE,
  /** The moment of labelling. */
  LABELED
}
