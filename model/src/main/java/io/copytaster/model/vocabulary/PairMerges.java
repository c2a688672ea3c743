package io.copytaster.model.vocabulary;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SortedMap;

/**
 * Joins the most frequent pair of neighbouring pieces to a new piece until the vocabulary is full.
 *
 * <p>A pair's frequency is kept up to date rather than counted again: joining touches only the
 * words that have the pair. The queue may hold a pair with a frequency it no longer has; such a
 * candidate is put back with the right one when its turn comes. Of equally frequent pairs the one
 * of older pieces goes first.
 */
final class PairMerges {

  /** What marks a piece that continues a word. */
  private static final String INSIDE = "##";

  /** A pair's frequency, and every word that has or had it. */
  private static final class Occurrences {
    private long frequency;
    private final List<Word> words = new ArrayList<>();
  }

  private record Candidate(Pair pair, long frequency) {
    static final Comparator<Candidate> BEST_FIRST =
        Comparator.comparingLong(Candidate::frequency)
            .reversed()
            .thenComparingInt(candidate -> candidate.pair.left())
            .thenComparingInt(candidate -> candidate.pair.right());
  }

  private final int size;
  private final List<String> pieces = new ArrayList<>();
  private final Map<String, Integer> ids = new HashMap<>();
  private final Map<Pair, Occurrences> pairs = new HashMap<>();
  private final PriorityQueue<Candidate> queue = new PriorityQueue<>(Candidate.BEST_FIRST);

  /**
   * @param words with how often they occur
   * @param size how many pieces at most
   */
  PairMerges(SortedMap<String, Long> words, int size) {
    this.size = size;
    var alphabet = Alphabet.of(words, size);
    alphabet.letters().forEach(letter -> id(Character.toString(letter)));
    alphabet.inside().forEach(letter -> id(INSIDE + Character.toString(letter)));
    words.forEach(
        (text, count) -> {
          if (alphabet.spells(text)) {
            var word = new Word(spelled(text), count);
            word.forEachPair(pair -> count(pair, word));
          }
        });
    pairs.forEach((pair, found) -> queue.add(new Candidate(pair, found.frequency)));
  }

  /** The letters, then the joined pieces by falling frequency. */
  List<String> pieces(int minimumFrequency) {
    while (pieces.size() < size) {
      Candidate best = queue.poll();
      if (best == null || best.frequency < minimumFrequency) {
        break;
      }
      long frequency = occurrences(best.pair).frequency;
      if (frequency == best.frequency) {
        join(best.pair);
      } else if (frequency > 0) {
        queue.add(new Candidate(best.pair, frequency));
      }
    }
    return List.copyOf(pieces);
  }

  private void join(Pair pair) {
    String right = pieces.get(pair.right()).substring(INSIDE.length());
    int joined = id(pieces.get(pair.left()) + right);
    Set<Pair> grown = new HashSet<>();
    for (Word word : occurrences(pair).words) {
      word.forEachPair(before -> occurrences(before).frequency -= word.count());
      word.join(pair, joined);
      word.forEachPair(
          after -> {
            if (after.has(joined)) {
              count(after, word);
              grown.add(after);
            } else {
              occurrences(after).frequency += word.count();
            }
          });
    }
    pairs.remove(pair);
    grown.forEach(more -> queue.add(new Candidate(more, occurrences(more).frequency)));
  }

  private void count(Pair pair, Word word) {
    Occurrences found = occurrences(pair);
    found.frequency += word.count();
    found.words.add(word);
  }

  private Occurrences occurrences(Pair pair) {
    return pairs.computeIfAbsent(pair, unseen -> new Occurrences());
  }

  private int[] spelled(String word) {
    int[] letters = word.codePoints().toArray();
    for (int i = 0; i < letters.length; i++) {
      letters[i] = id((i == 0 ? "" : INSIDE) + Character.toString(letters[i]));
    }
    return letters;
  }

  /** The piece's id; a new one if it is new. */
  private int id(String piece) {
    return ids.computeIfAbsent(
        piece,
        added -> {
          pieces.add(added);
          return pieces.size() - 1;
        });
  }
}
