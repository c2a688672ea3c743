package io.copytaster.model.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.copytaster.model.tokens.Tokens;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each row's target is a distribution, times what its label weighs. */
class TargetsTest {

  private static final int[] LABELS = {0, 0, 0, 1};
  private static final Tokens TEXT = new Tokens(new int[] {1}, false);
  private static final Examples EXAMPLES = new Examples(List.of(TEXT, TEXT, TEXT, TEXT), LABELS);

  private static float[] targets(double smoothing, boolean weights, int... rows) {
    var plan = new Optimization(1, 1, 1, 0, 0, 1, 0, smoothing, weights, 1, 0);
    return Targets.of(2, LABELS, plan, 0.75).of(EXAMPLES, rows);
  }

  @Test
  void plain_isOneForTheLabel() {
    assertThat(targets(0, false, 0, 3)).containsExactly(1, 0, 0, 1);
  }

  @Test
  void taught_mixesTheTeachersProbabilitiesWithTheLabel() {
    var plan = new Optimization(1, 1, 1, 0, 0, 1, 0, 0, false, 1, 0);
    Examples taught = EXAMPLES.taught(new float[][] {{0.8f, 0.2f}, {1, 0}, {1, 0}, {0.4f, 0.6f}});
    assertThat(Targets.of(2, LABELS, plan, 0.75).of(taught, new int[] {0, 3}))
        .containsExactly(new float[] {0.85f, 0.15f, 0.3f, 0.7f}, within(1e-6f));
  }

  @Test
  void smoothed_leavesAShareToEveryLabel() {
    assertThat(targets(0.2, false, 0)).containsExactly(0.9f, 0.1f);
  }

  @Test
  void weighted_everyLabelCountsTheSameInAll() {
    float[] all = targets(0, true, 0, 1, 2, 3);
    assertThat(all[0] + all[2] + all[4]).isCloseTo(all[7], within(1e-6f));
    assertThat(all[0] + all[2] + all[4] + all[7]).isCloseTo(4, within(1e-6f));
  }
}
