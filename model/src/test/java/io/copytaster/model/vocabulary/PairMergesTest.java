package io.copytaster.model.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Pairs are joined by frequency, and the frequencies kept up to date are the true ones. */
class PairMergesTest {

  @Test
  void mostFrequentPair_isJoinedFirst() {
    var words = new TreeMap<>(Map.of("low", 5L, "lower", 2L, "newest", 6L, "widest", 3L));
    assertThat(new PairMerges(words, 100).pieces(3))
        .startsWith("d", "e", "i", "l", "n", "o", "r", "s", "t", "w", "##d", "##e")
        .containsSubsequence("##es", "##est", "lo", "low", "ne", "##west", "newest", "wi")
        .doesNotContain("lower");
  }

  @Test
  void minimumFrequency_isTheRarestThatIsJoined() {
    var words = new TreeMap<>(Map.of("ab", 3L, "cd", 2L, "ef", 1L));
    assertThat(new PairMerges(words, 100).pieces(2)).contains("ab", "cd").doesNotContain("ef");
    assertThat(new PairMerges(words, 100).pieces(1)).contains("ef");
  }

  @Test
  void size_isNeverExceeded_notEvenByLetters() {
    SortedMap<String, Long> words = new TreeMap<>();
    for (int i = 0; i < 5_000; i++) {
      words.put(Character.toString(0x4E00 + i) + Character.toString(0x4E01 + i), 5_000L - i);
    }
    for (int size : new int[] {2, 10, 95, 1_500, 30_000}) {
      List<String> pieces = new PairMerges(words, size).pieces(1);
      assertThat(pieces).hasSizeLessThanOrEqualTo(size).doesNotHaveDuplicates().contains("\u4E01");
    }
  }

  @Test
  void repeatedLetters_areCountedAsTheyAreJoined() {
    var words = new TreeMap<>(Map.of("aaaaaaa", 10L, "aaaa", 1L));
    assertThat(new PairMerges(words, 100).pieces(1))
        .containsExactly("a", "##a", "##aa", "##aaaa", "aaaaa", "aaaaaaa", "aaa", "aaaa");
  }

  /** Against counting everything anew after each join. */
  @Test
  void anyWords_givePiecesAsCountingAnewDoes() {
    for (long seed = 1; seed <= 40; seed++) {
      var random = new Random(seed);
      SortedMap<String, Long> words = new TreeMap<>();
      for (int i = 0; i < 60; i++) {
        var word = new StringBuilder();
        for (int letters = 1 + random.nextInt(9); letters > 0; letters--) {
          word.append((char) ('a' + random.nextInt(4)));
        }
        words.put(word.toString(), 1L + random.nextInt(20));
      }
      assertThat(new PairMerges(words, 150).pieces(2))
          .as("seed %d", seed)
          .isEqualTo(countingAnew(words, 150, 2));
    }
  }

  private static List<String> countingAnew(SortedMap<String, Long> words, int size, int minimum) {
    var alphabet = Alphabet.of(words, size);
    var pieces = new ArrayList<String>();
    alphabet.letters().forEach(letter -> pieces.add(Character.toString(letter)));
    alphabet.inside().forEach(letter -> pieces.add("##" + Character.toString(letter)));
    var spelled = new ArrayList<List<String>>();
    words
        .keySet()
        .forEach(word -> spelled.add(Arrays.asList(String.join(" ##", word.split("")).split(" "))));
    var counts = List.copyOf(words.values());
    while (pieces.size() < size) {
      var frequency =
          new TreeMap<Pair, Long>(Comparator.comparing(Pair::left).thenComparing(Pair::right));
      for (int i = 0; i < spelled.size(); i++) {
        List<String> word = spelled.get(i);
        for (int at = 0; at + 1 < word.size(); at++) {
          var pair = new Pair(pieces.indexOf(word.get(at)), pieces.indexOf(word.get(at + 1)));
          frequency.merge(pair, counts.get(i), Long::sum);
        }
      }
      var first =
          frequency.entrySet().stream().reduce((a, b) -> b.getValue() > a.getValue() ? b : a);
      if (first.isEmpty() || first.get().getValue() < minimum) {
        break;
      }
      Pair best = first.get().getKey();
      String left = pieces.get(best.left());
      String right = pieces.get(best.right());
      String joined = left + right.substring(2);
      if (!pieces.contains(joined)) {
        pieces.add(joined);
      }
      for (int i = 0; i < spelled.size(); i++) {
        var word = new ArrayList<String>();
        for (String piece : spelled.get(i)) {
          int last = word.size() - 1;
          if (last >= 0 && piece.equals(right) && word.get(last).equals(left)) {
            word.set(last, joined);
          } else {
            word.add(piece);
          }
        }
        spelled.set(i, word);
      }
    }
    return pieces;
  }
}
