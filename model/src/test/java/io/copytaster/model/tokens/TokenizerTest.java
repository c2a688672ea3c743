package io.copytaster.model.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenizerTest {

  @TempDir private Path directory;
  private Path file;

  @BeforeEach
  void writeTokenizer() throws IOException {
    file = Files.writeString(directory.resolve("tokenizer.json"), MiniLm.tokenizerJson());
  }

  @Test
  void open_fileThatPadsTo128_padsNothing() {
    try (var tokenizer = Tokenizer.open(file, 512)) {
      assertThat(ids(tokenizer.encode("Tensorflow is a great framework for NLP")))
          .containsExactly(101, 23435, 12314, 2003, 1037, 2307, 7705, 2005, 17953, 2361, 102);
    }
  }

  @Test
  void open_fileThatCutsAt128_cutsAtMaxTokensInstead() {
    try (var tokenizer = Tokenizer.open(file, 200)) {
      assertThat(tokenizer.encode("news ".repeat(190)).length()).isEqualTo(192);
      assertThat(tokenizer.encode("news ".repeat(300)).length()).isEqualTo(200);
    }
  }

  @Test
  void open_fileWithoutPaddingOrTruncation_cutsAtMaxTokens() throws IOException {
    String silent =
        MiniLm.tokenizerJson()
            .replaceFirst("(?s)\"truncation\": *\\{.*?\\}", "\"truncation\": null")
            .replaceFirst("(?s)\"padding\": *\\{.*?\\}.*?\\}", "\"padding\": null");
    Files.writeString(file, silent);
    try (var tokenizer = Tokenizer.open(file, 16)) {
      assertThat(tokenizer.encode("one two").length()).isEqualTo(4);
      assertThat(tokenizer.encode("news ".repeat(100)).length()).isEqualTo(16);
      assertThat(tokenizer.padId()).isZero();
    }
  }

  @Test
  void encode_wordsThatNoPiecesMakeUp_areCounted() {
    try (var tokenizer = Tokenizer.open(file, 64)) {
      Tokens tokens = tokenizer.encode("the harbour \uA8D5 reopens \uA8D5\uA8D6");
      int unknown = tokenizer.unknownId().orElseThrow();
      assertThat(tokens.unknown()).isEqualTo(2);
      assertThat(ids(tokens)).contains(unknown);
      assertThat(tokenizer.encode("the harbour reopens").unknown()).isZero();
    }
  }

  @Test
  void encode_longText_keepsSpecialTokensAtBothEnds() {
    try (var tokenizer = Tokenizer.open(file, 8)) {
      int[] ids = ids(tokenizer.encode("news ".repeat(100)));
      assertThat(ids).startsWith(101).endsWith(102).hasSize(8);
    }
  }

  @Test
  void encode_textThatJustFits_isNotTruncated() {
    try (var tokenizer = Tokenizer.open(file, 10)) {
      assertThat(tokenizer.encode("news ".repeat(8)).truncated()).isFalse();
      assertThat(tokenizer.encode("news ".repeat(9)).truncated()).isTrue();
    }
  }

  @Test
  void encode_loneSurrogates_readsReplacementCharactersAndSparesTheRest() {
    try (var tokenizer = Tokenizer.open(file, 64)) {
      assertThat(ids(tokenizer.encode("caf\u00e9 \ud83d news \ud83d\ude00 \ude00")))
          .containsExactly(ids(tokenizer.encode("caf\u00e9 \ufffd news \ud83d\ude00 \ufffd")));
    }
  }

  @Test
  void encode_randomUnicode_isBoundedRepeatableAndInsideTheVocabulary() {
    long seed = 20_26;
    var random = new Random(seed);
    try (var tokenizer = Tokenizer.open(file, 64)) {
      for (int round = 0; round < 3_000; round++) {
        String text = randomText(random);
        int[] ids = ids(tokenizer.encode(text));
        assertThat(ids).as("seed %d, round %d", seed, round).hasSizeBetween(2, 64);
        assertThat(IntStream.of(ids).max().getAsInt())
            .as("seed %d, round %d", seed, round)
            .isLessThan(tokenizer.vocabularySize());
        assertThat(ids)
            .as("seed %d, round %d", seed, round)
            .startsWith(101)
            .endsWith(102)
            .containsExactly(ids(tokenizer.encode(text)));
      }
    }
  }

  @Test
  void encode_fromSeveralThreads_equalsOneThread() throws Exception {
    List<String> texts =
        IntStream.range(0, 500).mapToObj(i -> "Story " + i + " " + "news ".repeat(i % 90)).toList();
    var pool = Executors.newFixedThreadPool(4);
    try (var tokenizer = Tokenizer.open(file, 64)) {
      List<int[]> alone = texts.stream().map(tokenizer::encode).map(TokenizerTest::ids).toList();
      var tasks = new ArrayList<Callable<List<int[]>>>();
      for (int i = 0; i < 4; i++) {
        tasks.add(() -> texts.stream().map(tokenizer::encode).map(TokenizerTest::ids).toList());
      }
      for (Future<List<int[]>> together : pool.invokeAll(tasks)) {
        assertThat(together.get().toArray(int[][]::new)).isDeepEqualTo(alone.toArray(int[][]::new));
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void close_whileOthersEncode_endsThemWithAnErrorAndNotTheProcess() throws Exception {
    var pool = Executors.newSingleThreadExecutor();
    try {
      var tokenizer = Tokenizer.open(file, 64);
      Future<?> encoding =
          pool.submit(
              () -> {
                while (true) {
                  tokenizer.encode("news ".repeat(50));
                }
              });
      tokenizer.close();
      tokenizer.close();
      assertThatThrownBy(encoding::get)
          .cause()
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("the tokenizer is closed");
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void vocabulary_uncasedBert_isAsPublished() {
    try (var tokenizer = Tokenizer.open(file, 64)) {
      assertThat(tokenizer.vocabularySize()).isEqualTo(30_522);
      assertThat(tokenizer.padId()).isZero();
      assertThat(tokenizer.unknownId()).hasValue(100);
      assertThat(tokenizer.maxTokens()).isEqualTo(64);
    }
  }

  @Test
  void open_missingFile_saysWhich() {
    Path missing = directory.resolve("absent.json");
    assertThatThrownBy(() -> Tokenizer.open(missing, 64))
        .isInstanceOfSatisfying(
            TokenizerException.class,
            e -> assertThat(e.category()).isEqualTo(TokenizerException.Category.UNREADABLE))
        .hasMessageContaining(missing.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "not json",
        "{\"version\":\"1.0\",\"model\":{\"type\":\"WordPiece\"}}",
        "{\"version\":\"9.9\",\"model\":{\"type\":\"WordPiece\",\"vocab\":{}}}",
        "{\"version\":\"1.0\",\"added_tokens\":[],\"model\":{\"type\":\"Nonsense\",\"vocab\":{}}}"
      })
  void open_malformedFile_saysWhichAndWhy(String content) throws IOException {
    Files.writeString(file, content);
    assertThatThrownBy(() -> Tokenizer.open(file, 64))
        .isInstanceOfSatisfying(
            TokenizerException.class,
            e -> assertThat(e.category()).isEqualTo(TokenizerException.Category.MALFORMED))
        .hasMessageStartingWith(file + " is not a tokenizer.json: ");
  }

  @Test
  void open_truncatedFile_isMalformed() throws IOException {
    String json = MiniLm.tokenizerJson();
    Files.writeString(file, json.substring(0, json.length() / 2));
    assertThatThrownBy(() -> Tokenizer.open(file, 64))
        .isInstanceOf(TokenizerException.class)
        .hasMessageContaining("EOF");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 2})
  void open_noRoomForText_saysValueAndLimit(int maxTokens) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Tokenizer.open(file, maxTokens))
        .withMessage(
            "maxTokens is %d and leaves no room for text beside 2 special tokens", maxTokens);
  }

  /** Chars from every plane, lone surrogates and controls among them. */
  static String randomText(Random random) {
    var text = new StringBuilder();
    for (int i = random.nextInt(80); i > 0; i--) {
      switch (random.nextInt(6)) {
        case 0 -> text.append((char) random.nextInt(0x80));
        case 1 -> text.append((char) random.nextInt(0x10000));
        case 2 -> text.appendCodePoint(random.nextInt(Character.MAX_CODE_POINT + 1));
        case 3 -> text.append((char) (0x4E00 + random.nextInt(0x5200)));
        case 4 -> text.append(" \n\t\u0301\u00e9\u3000[SEP]".charAt(random.nextInt(11)));
        default -> text.append(' ').append((char) ('a' + random.nextInt(26)));
      }
    }
    return text.toString();
  }

  static int[] ids(Tokens tokens) {
    return IntStream.range(0, tokens.length()).map(tokens::id).toArray();
  }
}
