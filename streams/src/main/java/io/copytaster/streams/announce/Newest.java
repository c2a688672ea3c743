package io.copytaster.streams.announce;

import io.copytaster.schemas.ModelAnnouncement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What is to be passed on: nothing until the topic was read to its end once, then the newest
 * announcement of each channel, then each that differs from the one before it, and that a
 * challenger is withdrawn.
 */
final class Newest {

  private final Map<Channel, Entry> waiting = new EnumMap<>(Channel.class);
  private final Map<Channel, ModelAnnouncement> passedOn = new EnumMap<>(Channel.class);

  /** A record, in the order of the topic. Who serves, serves on when the champion is deleted. */
  void accept(Entry entry) {
    if (entry.key() instanceof EntryKey.Current holds
        && (entry.announcement() != null || holds.channel() == Channel.CHALLENGER)) {
      waiting.put(holds.channel(), entry);
    }
  }

  /** What is new, now that the end is reached; the champion first. */
  List<Entry> take() {
    var news = new ArrayList<Entry>();
    waiting.forEach(
        (channel, entry) -> {
          var before =
              entry.announcement() == null
                  ? passedOn.remove(channel)
                  : passedOn.put(channel, entry.announcement());
          if (!Objects.equals(entry.announcement(), before)) {
            news.add(entry);
          }
        });
    waiting.clear();
    return news;
  }
}
