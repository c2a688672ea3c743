package io.copytaster.model.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.copytaster.model.tokens.Tokens;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A batch is as wide as its longest row, and knows what that costs. */
class TokenBatchTest {

  private final TokenBatch batch =
      new TokenBatch(
          List.of(new Tokens(new int[] {7, 8, 9}, false), new Tokens(new int[] {5}, true)));

  @Test
  void rows_arePaddedToTheLongest() {
    assertThat(batch.ids()).containsExactly(7, 8, 9, 5, 0, 0);
    assertThat(batch.lengths()).containsExactly(3, 1);
  }

  @Test
  void cost_includesThePadding() {
    assertThat(batch.size()).isEqualTo(2);
    assertThat(batch.width()).isEqualTo(3);
    assertThat(batch.tokens()).isEqualTo(4);
    assertThat(batch.paddedTokens()).isEqualTo(6);
  }

  @Test
  void empty_isRefused() {
    assertThatThrownBy(() -> new TokenBatch(List.of())).hasMessageContaining("at least one row");
  }
}
