package io.copytaster.streams.announce;

import io.copytaster.schemas.ModelAnnouncement;

/** The log of models: what was announced, and a way to announce. For one thread. */
public interface Announcements extends AutoCloseable {

  /** All that is announced at this moment. */
  Models read();

  /**
   * Announces a checkpoint for the channel it names, and keeps it in the history. Returns when the
   * brokers have it.
   */
  void announce(ModelAnnouncement announcement);

  /** Keeps a candidate with its verdict, for people; nobody serves it for that. */
  void record(ModelAnnouncement candidate);

  @Override
  void close();
}
