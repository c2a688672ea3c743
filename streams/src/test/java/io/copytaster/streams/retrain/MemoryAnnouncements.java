package io.copytaster.streams.retrain;

import io.copytaster.schemas.ModelAnnouncement;
import io.copytaster.streams.announce.Announcements;
import io.copytaster.streams.announce.Channel;
import io.copytaster.streams.announce.Models;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Announcements that sidecars of one process share. */
final class MemoryAnnouncements implements Announcements {

  private final Map<Channel, ModelAnnouncement> current = new EnumMap<>(Channel.class);
  private final Map<String, ModelAnnouncement> candidates = new LinkedHashMap<>();
  private final List<ModelAnnouncement> history = new ArrayList<>();

  @Override
  public void claim() {}

  @Override
  public synchronized Models read() {
    return new Models(Map.copyOf(current), new LinkedHashMap<>(candidates), List.copyOf(history));
  }

  @Override
  public synchronized void announce(ModelAnnouncement announcement) {
    current.put(Channel.valueOf(announcement.getChannel().toUpperCase(Locale.ROOT)), announcement);
    history.add(announcement);
  }

  @Override
  public synchronized void record(ModelAnnouncement candidate) {
    candidates.put(candidate.getModel(), candidate);
  }

  @Override
  public void close() {}
}
