package io.copytaster.streams.announce;

import io.copytaster.schemas.ModelAnnouncement;

/** The log of models: what was announced, and a way to announce. For one thread. */
public interface Announcements extends AutoCloseable {

  /**
   * Takes the right to announce from whoever had it, where only one may: what they write from now
   * on is refused with {@link FencedException}, and what they had begun is undone. Whoever reads
   * afterwards, and then writes, has missed nothing.
   */
  void claim();

  /** All that is announced at this moment, with what is being committed. */
  Models read();

  /**
   * Announces a checkpoint for the channel it names, or that the challenger is {@link
   * ModelAnnouncements#WITHDRAWN}, and keeps it in the history. Returns when the brokers have it.
   *
   * @throws FencedException if another one has claimed the right to meanwhile
   */
  void announce(ModelAnnouncement announcement);

  /**
   * Keeps a candidate with its verdict, for people; nobody serves it for that.
   *
   * @throws FencedException as above
   */
  void record(ModelAnnouncement candidate);

  @Override
  void close();
}
