package io.copytaster.faults;

/** A record that the brokers have acknowledged on the raw topic. */
sealed interface Sent {

  /** The record's key. */
  String key();

  /**
   * An article that is to be labelled.
   *
   * @param key several articles have it, in order
   * @param id its own
   * @param label what the model says of it when it is asked in peace
   */
  record Article(String key, String id, String label) implements Sent {}

  /**
   * A record that is to become a dead letter.
   *
   * @param key its own
   */
  record Garbage(String key) implements Sent {}
}
