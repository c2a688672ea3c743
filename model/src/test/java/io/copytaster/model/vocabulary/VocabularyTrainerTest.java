package io.copytaster.model.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.copytaster.model.tokens.Tokenizer;
import io.copytaster.model.tokens.Tokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From any texts comes a vocabulary that the tokenizer library takes and spells them with. */
class VocabularyTrainerTest {

  private static final int UNKNOWN = 1;

  @TempDir private Path directory;

  @Test
  void learned_beginsWithBertsSpecialEntries() {
    assertThat(learn("The ferry is late.").entries())
        .startsWith("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", ".", "a", "e")
        .doesNotHaveDuplicates();
  }

  @Test
  void fewWords_makeASmallerVocabulary_withEachRepeatedWordInIt() {
    LearnedVocabulary vocabulary = learn("Harbour reopens.", "HARBOUR closes", "h\u00e1rbour");
    assertThat(vocabulary.size()).isLessThan(40);
    assertThat(vocabulary.entries()).contains("harbour").doesNotContain("closes");
  }

  @Test
  void size_limitsTheEntries() {
    var random = new Random(3);
    var texts = new ArrayList<String>();
    for (int i = 0; i < 2_000; i++) {
      texts.add(Integer.toString(random.nextInt(500_000), 36) + " " + i % 300);
    }
    assertThat(VocabularyTrainer.withSize(400).learn(texts.iterator()).size()).isEqualTo(400);
  }

  @Test
  void order_ofTheTexts_doesNotMatter() {
    var texts = new ArrayList<>(List.of("a rower rows", "the tower", "row\u00eb tow", "a low row"));
    LearnedVocabulary expected = VocabularyTrainer.withSize(100).learn(texts.iterator());
    for (long seed = 0; seed < 10; seed++) {
      Collections.shuffle(texts, new Random(seed));
      assertThat(VocabularyTrainer.withSize(100).learn(texts.iterator()))
          .as("seed %d", seed)
          .isEqualTo(expected);
    }
  }

  @Test
  void tokenizerJson_opensInTheLibrary_andGivesTheLearnedPieces() throws IOException {
    LearnedVocabulary vocabulary = learn("ferry ferry, port", "ferry port!");
    try (var tokenizer = open(vocabulary)) {
      assertThat(tokenizer.vocabularySize()).isEqualTo(vocabulary.size());
      assertThat(tokenizer.padId()).isZero();
      assertThat(tokenizer.unknownId()).hasValue(UNKNOWN);
      assertThat(pieces(vocabulary, tokenizer.encode("F\u00e9rry PORT, y\u00ebt \u03a9!")))
          .containsExactly("[CLS]", "ferry", "port", ",", "y", "##e", "##t", "[UNK]", "!", "[SEP]");
    }
  }

  /** What the texts hold is spelled, however odd it is: letters of every script, and symbols. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\ud83d\ude00\ud83d\ude80 lift-off \ud83d\udc69\u200d\ud83d\udc69\u200d\ud83d\udc67",
        "\u4e2d\u56fd\u65b0\u95fb and \u65e5\u672c",
        "e\u0301\u0300tude \u0301alone n\u0303",
        "nul\u0000l \u0001\u0007 tab\tline\nfeed",
        "\u0130stanbul \u1e9e \u03a3\u03af\u03c3\u03c5\u03c6\u03bf\u03c2",
        "\ufb01ne \uff21\uff22 \u00bd \u2460",
        "lone \ud83d surrogate \ude00",
        "\u0633\u064e\u0644\u0627\u0645 \u05e9\u05b8\u05dc\u05d5\u05b9\u05dd",
        "\ud55c\uad6d \u0e44\u0e17\u0e22 \u0939\u093f\u0928\u094d\u0926\u0940",
        "U.S.' -- \"quote\" $1.2bn &lt;b&gt; \u2014\u2026",
        "[SEP] [unk] ##ing"
      })
  void hostileText_isSpelledWithoutUnknowns(String text) throws IOException {
    LearnedVocabulary vocabulary = learn(text, text, "news");
    try (var tokenizer = open(vocabulary)) {
      Tokens tokens = tokenizer.encode(text);
      assertThat(IntStream.range(0, tokens.length()).map(tokens::id).boxed())
          .hasSizeGreaterThan(2)
          .doesNotContain(UNKNOWN);
    }
  }

  @Test
  void giganticWord_teachesNothing_andCostsNothing() {
    String gigantic = "x".repeat(300_000);
    assertThat(learn(gigantic, gigantic, "news news").entries())
        .containsAll(List.of("news", "n"))
        .doesNotContain("x", "xx");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \t\n ", "\u0000\u0301"})
  void textsWithoutAWord_areRefused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> learn(text))
        .withMessageContaining("no word");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> VocabularyTrainer.withDefaults().learn(Collections.emptyIterator()))
        .withMessageContaining("no word");
  }

  @Test
  void sizeThatHoldsNoLetters_isRefusedWithTheLimit() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> VocabularyTrainer.withSize(99))
        .withMessageContaining("99")
        .withMessageContaining("100");
    assertThat(VocabularyTrainer.withDefaults()).isEqualTo(new VocabularyTrainer(20_000, 2));
  }

  private static LearnedVocabulary learn(String... texts) {
    return VocabularyTrainer.withDefaults().learn(List.of(texts).iterator());
  }

  private Tokenizer open(LearnedVocabulary vocabulary) throws IOException {
    Path file = directory.resolve("tokenizer.json");
    Files.writeString(file, vocabulary.tokenizerJson().toString());
    return Tokenizer.open(file, 128);
  }

  private static List<String> pieces(LearnedVocabulary vocabulary, Tokens tokens) {
    return IntStream.range(0, tokens.length())
        .mapToObj(i -> vocabulary.entries().get(tokens.id(i)))
        .toList();
  }
}
