package io.copytaster.benchmarks.lineup;

import static org.assertj.core.api.Assertions.assertThat;

import io.copytaster.model.batch.TokenBatch;
import io.copytaster.model.tokens.Tokens;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Work is counted on what was asked for. */
class MatrixWorkTest {

  private static final MatrixWork SMALL = new MatrixWork(2, 8, 32);

  @Test
  void operations_countEveryProductOfALayer() {
    double linears = 2 * 5 * (4 * 8 * 8 + 2 * 8 * 32);
    double attention = 2 * (2 * 5 * 5 * 8);
    assertThat(SMALL.operations(5)).isEqualTo(2 * (linears + attention));
  }

  @Test
  void amount_paddedBatch_countsPaddingAsComputedButNotAsWork() {
    var amount = SMALL.amount(new TokenBatch(List.of(tokens(3), tokens(5))));
    assertThat(amount.articles()).isEqualTo(2);
    assertThat(amount.tokens()).isEqualTo(8);
    assertThat(amount.computedTokens()).isEqualTo(10);
    assertThat(amount.padding()).isEqualTo(0.2, org.assertj.core.api.Assertions.within(1e-9));
    assertThat(amount.operations()).isEqualTo(SMALL.operations(3) + SMALL.operations(5));
  }

  private static Tokens tokens(int length) {
    return new Tokens(new int[length], false, 0);
  }
}
