package io.copytaster.streams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.copytaster.model.train.Measurement;
import io.copytaster.model.train.TrainingProgress;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

/** Without a terminal a training says little, and what it says is true. */
class TrainScreenTest {

  private static final long SECOND = 1_000_000_000L;

  private final StringWriter text = new StringWriter();
  private long now = 5 * SECOND;
  private final TrainScreen screen =
      new TrainScreen(new BarBelow(new PrintWriter(text, true), false), 3, () -> now);

  private static TrainingProgress progress(int epoch, long step) {
    return new TrainingProgress(epoch, step, 300, 32 * step, 0.5, 1e-3);
  }

  @Test
  void aLineEveryTenSeconds_andNoBar() {
    for (long step = 1; step <= 100; step++) {
      screen.stepped(progress(1, step));
      now += SECOND / 4;
    }
    screen.close();
    assertThat(text.toString().lines())
        .containsExactly(
            "step 41 of 300  epoch 1/3  loss 0.500  128 articles/s  0:01:05 left",
            "step 81 of 300  epoch 1/3  loss 0.500  128 articles/s  0:00:55 left");
  }

  @Test
  void measurement_isALine_andIsRemembered() {
    screen.stepped(progress(2, 150));
    screen.measured(new Measurement(150, 0.9312, 0.93, 0.2, 0.011, 1.25, true));
    screen.measured(new Measurement(200, 0.92, 0.91, 0.21, 0.012, 1.3, false));
    now += 10 * SECOND;
    screen.stepped(progress(2, 160));
    assertThat(text.toString().lines())
        .containsExactly(
            "epoch 2  step 150  accuracy 93.12 %  macro-F1 93.00 %  NLL 0.2000  ECE 1.10 %"
                + "  temperature 1.250  best, saved",
            "epoch 2  step 200  accuracy 92.00 %  macro-F1 91.00 %  NLL 0.2100  ECE 1.20 %"
                + "  temperature 1.300",
            "step 160 of 300  epoch 2/3  loss 0.500  32 articles/s  accuracy 92.00 %"
                + "  0:02:20 left");
  }

  @Test
  void preparation_saysItsEnd() {
    for (int row = 1; row <= 500; row++) {
      screen.prepared("tokenized", row, 500);
    }
    assertThat(text.toString().lines()).containsExactly("tokenized 500 of 500");
  }

  @Test
  void onATerminal_theBarHasItAll_andLinesStandAboveIt() {
    var terminal = new StringWriter();
    try (var bar = new TrainScreen(new BarBelow(new PrintWriter(terminal), true), 3, () -> now)) {
      bar.stepped(progress(1, 150));
      bar.noted("a line");
    }
    assertThat(terminal.toString()).contains("trained", "150/300", "epoch 1/3", "a line");
  }
}
