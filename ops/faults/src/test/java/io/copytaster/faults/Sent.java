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
   * @param checksum of its value, which the dead letter is to have
   */
  record Garbage(String key, long checksum) implements Sent {}

  /**
   * An article with words that mean nothing, which is to be labelled all the same.
   *
   * @param key its own
   */
  record Gibberish(String key) implements Sent {}

  /**
   * A record of which Avro can still read something: to be labelled or to become a dead letter, but
   * one of both.
   *
   * @param key its own
   * @param checksum of its value
   */
  record Mutant(String key, long checksum) implements Sent {}
}
