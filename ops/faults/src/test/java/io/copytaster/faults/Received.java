package io.copytaster.faults;

/** A committed record that came out of the service. */
sealed interface Received {

  /** The record's key. */
  String key();

  /** An article with its label. */
  record Labelled(String key, String id, String label) implements Received {}

  /**
   * A dead letter.
   *
   * @param reason what its header says; empty if it says nothing
   * @param checksum of its value
   */
  record Dead(String key, String reason, long checksum) implements Received {}
}
