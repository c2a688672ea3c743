package io.copytaster.streams.review;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The articles most worth asking about, so many and no more, each in its last version. */
public final class ReviewQueue {

  private final ReviewOrder order;
  private final int most;
  private final TreeSet<Candidate> best;
  private final Map<String, Candidate> byId = new HashMap<>();

  public ReviewQueue(ReviewOrder order, int most) {
    this.order = order;
    this.most = most;
    this.best = new TreeSet<>(order.comparator());
  }

  /** Takes an article's last version, unless it is not worth it or better ones fill the queue. */
  public void add(Candidate candidate) {
    remove(candidate.id());
    if (!order.takes(candidate)) {
      return;
    }
    best.add(candidate);
    byId.put(candidate.id(), candidate);
    if (best.size() > most) {
      byId.remove(best.pollLast().id());
    }
  }

  /** Nobody is to be asked about this article; nothing happens if it is not here. */
  public void remove(String id) {
    Candidate before = byId.remove(id);
    if (before != null) {
      best.remove(before);
    }
  }

  /** The most worthy first. */
  public List<Candidate> inOrder() {
    return List.copyOf(best);
  }
}
