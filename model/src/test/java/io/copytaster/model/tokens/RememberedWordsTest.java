package io.copytaster.model.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reading a text word by word gives what the library gives for the whole. */
class RememberedWordsTest {

  @TempDir private Path directory;
  private Path file;

  @BeforeEach
  void writeTokenizer() throws IOException {
    file = Files.writeString(directory.resolve("tokenizer.json"), MiniLm.tokenizerJson());
  }

  /** A tokenizer without boundaries gives each text to the library as a whole. */
  @Test
  void encode_wordByWord_equalsTheLibraryOnTheWholeText() throws IOException {
    long seed = 4_711;
    var random = new Random(seed);
    String unbounded =
        MiniLm.tokenizerJson().replaceFirst("\"single_word\": *false", "\"single_word\": true");
    Path other = Files.writeString(directory.resolve("unbounded.json"), unbounded);
    for (int maxTokens : new int[] {6, 64}) {
      try (var tokenizer = Tokenizer.open(file, maxTokens);
          var reference = Tokenizer.open(other, maxTokens)) {
        for (int round = 0; round < 3_000; round++) {
          String text =
              TokenizerTest.randomText(random)
                  + hostileText(random)
                  + TokenizerTest.randomText(random);
          Tokens expected = reference.encode(text);
          for (int time = 0; time < 2; time++) {
            assertThat(tokenizer.encode(text))
                .as("seed %d, round %d, time %d: %s", seed, round, time, text)
                .isEqualTo(expected);
          }
        }
      }
    }
  }

  /** What normalizers, pre-tokenizers and added tokens treat in their own ways, side by side. */
  private static String hostileText(Random random) {
    String[] parts = {
      " ",
      "  ",
      "\n",
      "\t",
      "\r\n",
      "\u00a0",
      "\u2009",
      "\u3000",
      "\u0000",
      "\ufffd",
      "\u200d",
      "\u00ad",
      "\u0301",
      "\u0338",
      "\u0130",
      "\u03a3",
      "\u1e9e",
      "\ufb01",
      "e\u0301\u0323",
      ".",
      "...",
      ",",
      "'s",
      "\"",
      "-",
      "--",
      "$1,234.56",
      "U.S.",
      "AT&T",
      "[SEP]",
      "[CLS]",
      "[MASK",
      "]",
      "[ SEP ]",
      "[sep]",
      "\u4e2d",
      "\u4e2d\u6587",
      "\ud840\udc00",
      "\uac00",
      "\u0e01\u0e33",
      "\ud83d\ude00",
      "The",
      "the",
      "THE",
      "harbour",
      "Reopens",
      "x".repeat(101),
      "antidisestablishmentarianism",
      "##ing",
      "\u201cquoted\u201d",
      "\u2014",
      "don't"
    };
    var text = new StringBuilder();
    for (int i = random.nextInt(30); i > 0; i--) {
      text.append(parts[random.nextInt(parts.length)]);
    }
    return text.toString();
  }

  @Test
  void encode_endlessNewWords_areNotRememberedWithoutBound() {
    try (var tokenizer = Tokenizer.open(file, 64)) {
      for (int i = 0; i < 100_000; i++) {
        tokenizer.encode("w" + i);
        assertThat(tokenizer.remembered()).isLessThanOrEqualTo(1 << 16);
      }
      assertThat(tokenizer.remembered()).isPositive();
      assertThat(tokenizer.encode("x".repeat(100_000)).unknown()).isOne();
    }
  }
}
