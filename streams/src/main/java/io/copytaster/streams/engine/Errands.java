package io.copytaster.streams.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Decides when the device does what is no batch of articles.
 *
 * <p>Errands between batches go one at a time: while articles wait, a batch follows each. Errands
 * for idle moments go only when nothing else waits, and are shed when none comes in time.
 *
 * <p>Not thread-safe. Time is nanoseconds from any origin, as {@link System#nanoTime} has it.
 */
final class Errands {

  /** More than this wait for an idle moment only on a device that has none. */
  static final int IDLE_CAPACITY = 16;

  private final Deque<Errand<?>> between = new ArrayDeque<>();
  private final Deque<Errand<?>> idle = new ArrayDeque<>();
  private boolean batchIsDue;

  /** Lets an errand wait for its turn between two batches. */
  void add(Errand<?> errand) {
    between.add(errand);
  }

  /**
   * Lets an errand wait for an idle moment.
   *
   * @return false if too many do so already
   */
  boolean addWhenIdle(Errand<?> errand) {
    return idle.size() < IDLE_CAPACITY && idle.add(errand);
  }

  /**
   * Takes the errand that a free device should do now, if any.
   *
   * @param articlesWait whether articles do
   */
  Optional<Errand<?>> next(boolean articlesWait) {
    if (articlesWait && batchIsDue) {
      return Optional.empty();
    }
    Errand<?> errand = between.poll();
    if (errand == null && !articlesWait) {
      errand = idle.poll();
    }
    batchIsDue = errand != null;
    return Optional.ofNullable(errand);
  }

  /**
   * To be called for every batch that is cut.
   *
   * @return whether its articles have waited for an errand
   */
  boolean batchCut() {
    boolean followsErrand = batchIsDue;
    batchIsDue = false;
    return followsErrand;
  }

  /** Takes those whose idle moment did not come in time. */
  List<Errand<?>> expired(long now) {
    List<Errand<?>> expired = idle.stream().filter(errand -> errand.isExpired(now)).toList();
    idle.removeAll(expired);
    return expired;
  }

  /** Takes everything. */
  List<Errand<?>> drain() {
    var all = new ArrayList<Errand<?>>(between);
    all.addAll(idle);
    between.clear();
    idle.clear();
    return all;
  }
}
