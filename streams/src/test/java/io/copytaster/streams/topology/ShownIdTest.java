package io.copytaster.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShownIdTest {

  @Test
  void ordinaryId_isShownAsItIs() {
    assertThat(ShownId.of("tag:news.example,2026:köln/七 8"))
        .isEqualTo("tag:news.example,2026:köln/七 8");
  }

  /** An id forged a line of the log, and could have told the terminal what to do. */
  @Test
  void idThatBreaksTheLine_staysInIt() {
    assertThat(ShownId.of("a\r\n12:00 ERROR forged\u2028\u001B[2J\u202Etxt\uD800"))
        .isEqualTo("a\uFFFD\uFFFD12:00 ERROR forged\uFFFD\uFFFD[2J\uFFFDtxt\uFFFD");
  }

  @Test
  void longId_isCut() {
    assertThat(ShownId.of("x".repeat(20_000))).isEqualTo("x".repeat(100) + "...");
  }
}
