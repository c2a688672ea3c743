package io.copytaster.streams.retrain;

import io.copytaster.schemas.ModelAnnouncement;
import io.copytaster.schemas.TrainingData;
import io.copytaster.streams.announce.Models;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What of the reviewed topic a run would read.
 *
 * <p>The window begins where the champion's own data ended, so that what a rejected candidate was
 * taught is taught again, with all that came since.
 *
 * @param window what the champion has not learned from
 * @param older what lies before it and is still there, as far back as wanted
 * @param fresh records that came since the last candidate, whatever became of it
 */
public record Survey(List<OffsetRange> window, List<OffsetRange> older, long fresh) {

  public Survey {
    window = List.copyOf(window);
    older = List.copyOf(older);
  }

  /**
   * @param bounds of every partition of the topic: what is there now
   * @param models all that is announced
   * @param tried ranges of the last run, which may have been abandoned
   * @param history records before the window that are wanted, over all partitions
   */
  static Survey of(
      List<OffsetRange> bounds, Models models, Collection<OffsetRange> tried, long history) {
    Map<Integer, Long> learned = ends(bounds, models.champion().stream().toList(), List.of());
    Map<Integer, Long> seen =
        ends(
            bounds,
            Stream.concat(models.champion().stream(), models.candidates().values().stream())
                .toList(),
            tried);
    long share = bounds.isEmpty() ? 0 : history / bounds.size();
    var window = new ArrayList<OffsetRange>();
    var older = new ArrayList<OffsetRange>();
    long fresh = 0;
    for (OffsetRange bound : bounds) {
      long from = within(bound, learned.getOrDefault(bound.partition(), bound.from()));
      long back = Math.max(bound.from(), from - share);
      window.add(new OffsetRange(bound.topic(), bound.partition(), from, bound.to()));
      older.add(new OffsetRange(bound.topic(), bound.partition(), back, from));
      fresh += bound.to() - within(bound, seen.getOrDefault(bound.partition(), bound.from()));
    }
    return new Survey(window, older, fresh);
  }

  /** Ranges that hold something, as an announcement names them. */
  List<String> names() {
    return Stream.concat(window.stream(), older.stream())
        .filter(range -> range.length() > 0)
        .map(OffsetRange::toString)
        .toList();
  }

  /** A topic that ends before what is remembered of it was made anew. */
  private static long within(OffsetRange bound, long offset) {
    return offset > bound.to() ? bound.from() : Math.max(bound.from(), offset);
  }

  /** The highest offset that was read, by partition. */
  private static Map<Integer, Long> ends(
      List<OffsetRange> bounds,
      List<ModelAnnouncement> announcements,
      Collection<OffsetRange> further) {
    String topic = bounds.isEmpty() ? "" : bounds.get(0).topic();
    Map<Integer, Long> ends = new HashMap<>();
    Stream.concat(announcements.stream().flatMap(Survey::ranges), further.stream())
        .filter(range -> range.topic().equals(topic))
        .forEach(range -> ends.merge(range.partition(), range.to(), Math::max));
    return ends;
  }

  private static Stream<OffsetRange> ranges(ModelAnnouncement announcement) {
    TrainingData data = announcement.getData();
    return data == null
        ? Stream.empty()
        : data.getRanges().stream().map(OffsetRange::parse).flatMap(Optional::stream);
  }
}
