package io.copytaster.streams.announce;

import io.copytaster.schemas.ModelAnnouncement;
import java.time.Instant;
import java.util.Optional;

/** What a record of the topic is there for, as its key says. Compaction keeps one for each key. */
sealed interface EntryKey {

  /** The announcement that holds. */
  record Current(Channel channel) implements EntryKey {
    @Override
    public String text() {
      return channel.key();
    }
  }

  /**
   * One that held, or holds, kept for people.
   *
   * @param text sorts by time
   */
  record Past(String text) implements EntryKey {}

  /** One that stood before the gate. */
  record Candidate(String model) implements EntryKey {
    @Override
    public String text() {
      return CANDIDATE + model;
    }
  }

  String HISTORY = "history/";
  String CANDIDATE = "candidate/";

  /** As it stands in the topic. */
  String text();

  /** Where an announcement is kept for people: thirteen digits of milliseconds, and the channel. */
  static Past past(ModelAnnouncement announcement) {
    Instant decidedAt = announcement.getDecidedAt();
    long millis = decidedAt == null ? 0 : decidedAt.toEpochMilli();
    return new Past(HISTORY + "%013d/%s".formatted(millis, announcement.getChannel()));
  }

  /** Empty for what some later version may have written. */
  static Optional<EntryKey> parse(String text) {
    if (text.startsWith(HISTORY)) {
      return Optional.of(new Past(text));
    }
    if (text.startsWith(CANDIDATE)) {
      return Optional.of(new Candidate(text.substring(CANDIDATE.length())));
    }
    return Channel.of(text).map(Current::new);
  }
}
