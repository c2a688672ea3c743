package io.copytaster.streams.announce;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The part a checkpoint plays, and the key of its announcement. */
public enum Channel {
  /** Its labels are published. */
  CHAMPION,
  /** It labels beside the champion, and only for comparison. */
  CHALLENGER;

  /** The channel of a key, if it is one's. */
  static Optional<Channel> of(String key) {
    return Arrays.stream(values()).filter(channel -> channel.key().equals(key)).findFirst();
  }

  /** As it stands in an announcement. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
