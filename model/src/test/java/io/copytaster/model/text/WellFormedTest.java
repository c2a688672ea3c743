package io.copytaster.model.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WellFormedTest {

  @Test
  void of_wellFormedText_isTheSameObject() {
    String text = "plain, caf\u00e9, \ud83d\ude00 \u0000";
    assertThat(WellFormed.of(text)).isSameAs(text);
  }

  @Test
  void of_loneSurrogates_replacesThemAndNothingElse() {
    assertThat(WellFormed.of("\ude00a\ud83d\ud83d\ude00b\ud83d"))
        .isEqualTo("\ufffda\ufffd\ud83d\ude00b\ufffd");
  }

  @Test
  void article_loneSurrogates_areRepairedInBothParts() {
    assertThat(new Article("a\ud83d", "\ude00b").text()).isEqualTo("a\ufffd \ufffdb");
  }
}
