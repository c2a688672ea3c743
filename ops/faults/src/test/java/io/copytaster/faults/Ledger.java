package io.copytaster.faults;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What was sent against what came out, article by article.
 *
 * @param sent records
 * @param missing ids of articles, and keys of everything else, of which nothing came
 * @param repeated those of which more than one came, as often as they came again
 * @param disordered ids that came, for the first time, before one of the same key sent earlier
 * @param mislabelled ids whose label is not the expected one
 * @param unexplained what came out and was never sent, good articles that became dead letters,
 *     labels of garbage, and dead letters without a reason or with other bytes
 */
record Ledger(
    int sent,
    List<String> missing,
    List<String> repeated,
    List<String> disordered,
    List<String> mislabelled,
    List<String> unexplained) {

  /** Names shown of each kind in a failure. */
  private static final int SHOWN = 10;

  /**
   * Balances the two sides.
   *
   * @param sent in the order of sending
   * @param received in the order of reading, which within a key is the topic's
   */
  static Ledger of(List<Sent> sent, List<Received> received) {
    var expected = new LinkedHashMap<String, Sent>();
    var places = new HashMap<String, Integer>();
    for (Sent record : sent) {
      expected.put(name(record), record);
      places.put(name(record), places.size());
    }
    Set<String> seen = new LinkedHashSet<>();
    Map<String, Integer> newestOfKey = new HashMap<>();
    var ledger = empty(sent.size());
    for (Received record : received) {
      String name = name(record, expected);
      if (!matches(expected.get(name), record)) {
        ledger.unexplained.add(record.toString());
      } else if (!seen.add(name)) {
        ledger.repeated.add(name);
      } else {
        int place = places.getOrDefault(name, 0);
        if (newestOfKey.merge(record.key(), place, Math::max) > place) {
          ledger.disordered.add(name);
        }
      }
      if (expected.get(name) instanceof Sent.Article article
          && record instanceof Received.Labelled labelled
          && !article.label().equals(labelled.label())) {
        ledger.mislabelled.add(name + " is " + labelled.label() + ", not " + article.label());
      }
    }
    expected.keySet().stream().filter(name -> !seen.contains(name)).forEach(ledger.missing::add);
    return ledger;
  }

  /** Nothing missing, nothing twice, in order, with the right labels. */
  boolean isExact() {
    return isComplete() && repeated.isEmpty();
  }

  /** As {@link #isExact}, but what was in flight at a crash may have come again. */
  boolean isComplete() {
    return missing.isEmpty()
        && disordered.isEmpty()
        && mislabelled.isEmpty()
        && unexplained.isEmpty();
  }

  /** How many of each. */
  String balance() {
    return line(names -> Integer.toString(names.size()));
  }

  /** As {@link #balance}, with the first names of each. */
  @Override
  public String toString() {
    return line(Ledger::some);
  }

  private String line(Function<List<String>, String> shown) {
    return "%d sent: %s missing, %s repeated, %s out of order, %s mislabelled, %s unexplained"
        .formatted(
            sent,
            shown.apply(missing),
            shown.apply(repeated),
            shown.apply(disordered),
            shown.apply(mislabelled),
            shown.apply(unexplained));
  }

  private static Ledger empty(int sent) {
    return new Ledger(
        sent,
        new ArrayList<>(),
        new ArrayList<>(),
        new ArrayList<>(),
        new ArrayList<>(),
        new ArrayList<>());
  }

  private static boolean matches(@Nullable Sent sent, Received received) {
    if (sent instanceof Sent.Article article) {
      return received instanceof Received.Labelled && article.key().equals(received.key());
    }
    if (sent instanceof Sent.Garbage garbage) {
      return isDeadLetterOf(garbage.checksum(), received);
    }
    if (sent instanceof Sent.Mutant mutant) {
      return received instanceof Received.Labelled || isDeadLetterOf(mutant.checksum(), received);
    }
    return sent instanceof Sent.Gibberish && received instanceof Received.Labelled;
  }

  /** With the original bytes and a reason. */
  private static boolean isDeadLetterOf(long checksum, Received received) {
    return received instanceof Received.Dead dead
        && !dead.reason().isEmpty()
        && dead.checksum() == checksum;
  }

  private static String name(Sent sent) {
    return sent instanceof Sent.Article article ? article.id() : sent.key();
  }

  /** An article has a key with others, everything else one of its own. */
  private static String name(Received received, Map<String, Sent> expected) {
    return received instanceof Received.Labelled labelled && !expected.containsKey(received.key())
        ? labelled.id()
        : received.key();
  }

  private static String some(List<String> names) {
    return names.isEmpty()
        ? "0"
        : names.size() + " " + names.subList(0, Math.min(SHOWN, names.size()));
  }
}
