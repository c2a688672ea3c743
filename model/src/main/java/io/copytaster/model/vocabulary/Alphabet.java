package io.copytaster.model.vocabulary;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The letters that a vocabulary spells words with: the most frequent ones, as code points.
 *
 * @param letters all of them
 * @param inside those that also occur after a word's first
 */
record Alphabet(SortedSet<Integer> letters, SortedSet<Integer> inside) {

  /** Enough for every script with an alphabet; of ideographs the frequent ones. */
  private static final int MOST_LETTERS = 1_000;

  /**
   * @param words with how often they occur
   * @param entries of the vocabulary, of which a letter takes up to two
   */
  static Alphabet of(Map<String, Long> words, int entries) {
    var counts = new HashMap<Integer, Long>();
    words.forEach(
        (word, count) ->
            word.codePoints().forEach(letter -> counts.merge(letter, count, Long::sum)));
    Comparator<Map.Entry<Integer, Long>> frequentFirst = Map.Entry.comparingByValue();
    Set<Integer> kept =
        counts.entrySet().stream()
            .sorted(frequentFirst.reversed().thenComparing(Map.Entry.comparingByKey()))
            .limit(Math.min(MOST_LETTERS, entries / 2))
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    var inside = new TreeSet<Integer>();
    words.keySet().forEach(word -> word.codePoints().skip(1).forEach(inside::add));
    inside.retainAll(kept);
    return new Alphabet(new TreeSet<>(kept), inside);
  }

  /** Whether every letter of the word is among them; if not, no tokenizer can spell the word. */
  boolean spells(String word) {
    return word.codePoints().allMatch(letters::contains);
  }
}
