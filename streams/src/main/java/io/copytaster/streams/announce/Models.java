package io.copytaster.streams.announce;

import io.copytaster.schemas.ModelAnnouncement;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All that is announced, as far as the topic was read.
 *
 * @param current the newest announcement of each channel
 * @param candidates every checkpoint that stood before the gate, by identifier, the oldest first;
 *     its {@code verdict} says how it went
 * @param history every announcement of a channel there ever was, the oldest first
 */
public record Models(
    Map<Channel, ModelAnnouncement> current,
    Map<String, ModelAnnouncement> candidates,
    List<ModelAnnouncement> history) {

  /** Nothing was ever announced. */
  public static final Models NONE = new Models(Map.of(), Map.of(), List.of());

  public Models {
    current = Map.copyOf(current);
    candidates = Collections.unmodifiableMap(new LinkedHashMap<>(candidates));
    history = List.copyOf(history);
  }

  public Optional<ModelAnnouncement> champion() {
    return Optional.ofNullable(current.get(Channel.CHAMPION));
  }

  public Optional<ModelAnnouncement> challenger() {
    return Optional.ofNullable(current.get(Channel.CHALLENGER));
  }

  /**
   * The newest that is known of a checkpoint: what holds, what held, what stood before the gate.
   */
  public Optional<ModelAnnouncement> find(String id) {
    return newestFirst().filter(known -> known.getModel().equals(id)).findFirst();
  }

  /** Every checkpoint there is an announcement or a verdict of, the newest first. */
  public List<String> ids() {
    return newestFirst().map(ModelAnnouncement::getModel).distinct().toList();
  }

  private Stream<ModelAnnouncement> newestFirst() {
    return Stream.of(current.values(), history, candidates.values())
        .flatMap(Collection::stream)
        .sorted(Comparator.comparing(Models::decidedAt).reversed());
  }

  private static Instant decidedAt(ModelAnnouncement announcement) {
    Instant at = announcement.getDecidedAt();
    return at == null ? Instant.EPOCH : at;
  }
}
