package io.copytaster.model.vocabulary;

import io.copytaster.model.tokens.BertWords;
import java.util.ArrayList;
import java.util.Iterator;

/**
 * Learns a word-piece vocabulary as Hugging Face's {@code WordPieceTrainer} does: from letters up,
 * joining the most frequent pair of neighbours again and again (Sennrich et al. 2016).
 *
 * <p>The vocabulary depends on how often each word occurs and on nothing else: neither on the order
 * of the texts nor on the machine.
 *
 * @param size how many entries at most, the special ones included
 * @param minimumFrequency how often a pair must occur to become an entry
 */
public record VocabularyTrainer(int size, int minimumFrequency) {

  private static final int DEFAULT_SIZE = 20_000;
  private static final int SMALLEST = 100;

  public VocabularyTrainer {
    if (size < SMALLEST) {
      throw new IllegalArgumentException(
          "the vocabulary size is " + size + ", and must be at least " + SMALLEST);
    }
    if (minimumFrequency < 1) {
      throw new IllegalArgumentException(
          "the minimum frequency is " + minimumFrequency + ", and must be at least 1");
    }
  }

  /** At most 20,000 entries, each seen twice or more, as suits some ten thousand articles. */
  public static VocabularyTrainer withDefaults() {
    return withSize(DEFAULT_SIZE);
  }

  /** At most this many entries, each seen twice or more. */
  public static VocabularyTrainer withSize(int size) {
    return new VocabularyTrainer(size, 2);
  }

  /**
   * Reads all texts and learns from their words; few words make a smaller vocabulary.
   *
   * @throws IllegalArgumentException if there is no word in them
   */
  public LearnedVocabulary learn(Iterator<String> texts) {
    var counter = new WordCounter();
    texts.forEachRemaining(counter::add);
    var entries = new ArrayList<>(LearnedVocabulary.SPECIAL);
    try (var words = BertWords.open()) {
      var merges = new PairMerges(counter.words(words), size - entries.size());
      entries.addAll(merges.pieces(minimumFrequency));
    }
    return new LearnedVocabulary(entries);
  }
}
