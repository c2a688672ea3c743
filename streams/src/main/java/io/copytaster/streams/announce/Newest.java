package io.copytaster.streams.announce;

import io.copytaster.schemas.ModelAnnouncement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Which announcement is to be passed on: nothing until the topic was read to its end once, then the
 * newest of each channel, then each that differs from the one before it.
 */
final class Newest {

  private final Map<Channel, ModelAnnouncement> waiting = new EnumMap<>(Channel.class);
  private final Map<Channel, ModelAnnouncement> passedOn = new EnumMap<>(Channel.class);

  /** A record, in the order of the topic. A deleted key changes nothing: what serves, serves. */
  void accept(Entry entry) {
    var announcement = entry.announcement();
    if (entry.key() instanceof EntryKey.Current holds && announcement != null) {
      waiting.put(holds.channel(), announcement);
    }
  }

  /** What is new, now that the end is reached; the champion first. */
  List<ModelAnnouncement> take() {
    var news = new ArrayList<ModelAnnouncement>();
    waiting.forEach(
        (channel, announcement) -> {
          if (!announcement.equals(passedOn.put(channel, announcement))) {
            news.add(announcement);
          }
        });
    waiting.clear();
    return news;
  }
}
