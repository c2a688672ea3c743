package io.copytaster.model.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Words are BERT's; what is expected here was made by the Python package tokenizers 0.23.2. */
class BertWordsTest {

  static Stream<Arguments> words() {
    return Stream.of(
        Arguments.of("Harbour REOPENS after storm", "harbour reopens after storm"),
        Arguments.of("Caf\u00e9 na\u00efve \u00c5ngstr\u00f6m", "cafe naive angstrom"),
        Arguments.of("U.S.'s $1.2bn -- \"ok\"", "u . s . ' s $ 1 . 2bn - - \" ok \""),
        Arguments.of("\u5317\u4eac and \u6771\u4eacnews", "\u5317 \u4eac and \u6771 \u4eac news"),
        Arguments.of("e\u0301\u0300tude \u0301alone", "etude alone"),
        Arguments.of(
            "\ud83d\ude00\ud83d\ude80go \ud83d\udc69\u200d\ud83d\udc67",
            "\ud83d\ude00\ud83d\ude80go \ud83d\udc69\ud83d\udc67"),
        Arguments.of(
            "\u0130stanbul \u1e9e \u03a3\u03af\u03c3\u03c5\u03c6\u03bf\u03c2",
            "istanbul \u00df \u03c3\u03b9\u03c3\u03c5\u03c6\u03bf\u03c2"),
        Arguments.of("\ufb01ne \uff21\uff22 \u00bd \u2460", "\ufb01ne \uff41\uff42 \u00bd \u2460"),
        Arguments.of("a\0b\1c\ufffdd \u00a0e\u3000f", "abcd e f"),
        Arguments.of(
            "\u05e9\u05b8\u05c1\u05dc\u05d5\u05b9\u05dd \u0633\u064e\u0644\u0627\u0645",
            "\u05e9\u05dc\u05d5\u05dd \u0633\u0644\u0627\u0645"),
        Arguments.of("\ud55c\uad6d", "\u1112\u1161\u11ab\u1100\u116e\u11a8"),
        Arguments.of(
            "it\u2019s \u2014 \u2026 \u201cx\u201d", "it \u2019 s \u2014 \u2026 \u201c x \u201d"),
        Arguments.of("D\u017e \u01c5 \u2167", "dz \u01c6 \u2177"),
        Arguments.of(
            "\u0939\u093f\u0928\u094d\u0926\u0940 \u0e44\u0e17\u0e22",
            "\u0939\u093f\u0928\u0926\u0940 \u0e44\u0e17\u0e22"),
        Arguments.of("", ""));
  }

  @ParameterizedTest
  @MethodSource("words")
  void words_areBerts(String text, String expected) {
    try (var words = BertWords.open()) {
      assertThat(String.join(" ", words.of(text))).isEqualTo(expected);
    }
  }

  @Test
  void text_isItsPartsBetweenWhiteSpace() {
    long seed = 811;
    var random = new Random(seed);
    try (var words = BertWords.open()) {
      for (int round = 0; round < 500; round++) {
        var text = new StringBuilder();
        for (int i = random.nextInt(60); i > 0; i--) {
          text.appendCodePoint(
              random.nextInt(4) == 0
                  ? " \t\n\r".charAt(random.nextInt(4))
                  : random.nextInt(random.nextBoolean() ? 0x3200 : Character.MAX_CODE_POINT));
        }
        var parts = new ArrayList<String>();
        for (String part : text.toString().split("[ \t\n\r]")) {
          parts.addAll(words.of(part));
        }
        assertThat(words.of(text.toString())).as("seed %d, round %d", seed, round).isEqualTo(parts);
      }
    }
  }

  @Test
  void of_afterClose_isRefused() {
    var words = BertWords.open();
    words.close();
    words.close();
    assertThatThrownBy(() -> words.of("news")).isInstanceOf(IllegalStateException.class);
  }
}
