package io.copytaster.streams.config;

/** How a line of the log looks. */
public enum LogFormat {
  /** For people. */
  TEXT,
  /** A JSON object. */
  JSON
}
