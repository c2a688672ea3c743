package io.copytaster.streams.announce;

import io.copytaster.schemas.ModelAnnouncement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Folds the records of the topic, in their order, into what they say together. */
final class ModelsBuilder {

  private final Map<Channel, ModelAnnouncement> current = new HashMap<>();
  private final Map<String, ModelAnnouncement> candidates = new LinkedHashMap<>();
  private final Map<String, ModelAnnouncement> history = new TreeMap<>();

  /** One record; its key without an announcement was deleted. */
  void accept(Entry entry) {
    if (entry.key() instanceof EntryKey.Current holds) {
      put(current, holds.channel(), entry.announcement());
    } else if (entry.key() instanceof EntryKey.Candidate candidate) {
      put(candidates, candidate.model(), entry.announcement());
    } else {
      put(history, entry.key().text(), entry.announcement());
    }
  }

  Models build() {
    return new Models(current, candidates, new ArrayList<>(history.values()));
  }

  /** A key that is written again moves to the end. */
  private static <K> void put(
      Map<K, ModelAnnouncement> map, K key, @Nullable ModelAnnouncement announcement) {
    map.remove(key);
    if (announcement != null) {
      map.put(key, announcement);
    }
  }
}
