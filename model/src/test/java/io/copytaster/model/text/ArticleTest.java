package io.copytaster.model.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ArticleTest {

  @Test
  void text_joinsTitleAndBody() {
    assertThat(new Article("Title", "body").text()).isEqualTo("Title body");
    assertThat(new Article("", "body").text()).isEqualTo("body");
    assertThat(new Article("Title", " ").text()).isEqualTo("Title");
  }

  /** {@link String#isBlank} takes a no-break space for a word, and so such articles got labels. */
  @Test
  void isBlank_anyUnicodeSpace_isNoWord() {
    assertThat(new Article("", "").isBlank()).isTrue();
    assertThat(new Article(" \t\n", "\u00a0\u2003\u202f\u3000").isBlank()).isTrue();
    assertThat(new Article("\u00a0", "\u00a0x").isBlank()).isFalse();
  }
}
