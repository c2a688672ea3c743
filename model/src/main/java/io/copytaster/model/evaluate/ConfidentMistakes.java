package io.copytaster.model.evaluate;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** The most confident mistakes so far, so many and no more; of equal ones, those met first. */
final class ConfidentMistakes {

  private record Met(Mistake mistake, long row) {}

  private static final Comparator<Met> WORST_FIRST =
      Comparator.<Met>comparingDouble(met -> met.mistake().score())
          .reversed()
          .thenComparingLong(Met::row);

  private final int most;
  private final PriorityQueue<Met> kept = new PriorityQueue<>(WORST_FIRST.reversed());

  ConfidentMistakes(int most) {
    this.most = most;
  }

  void add(Mistake mistake, long row) {
    kept.add(new Met(mistake, row));
    if (kept.size() > most) {
      kept.remove();
    }
  }

  /** The most confident first. */
  List<Mistake> list() {
    return kept.stream().sorted(WORST_FIRST).map(Met::mistake).toList();
  }
}
