package io.copytaster.streams.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Settings that cannot work are refused by name, value and bound. */
class EngineSettingsTest {

  private static final Duration SHORT = Duration.ofMillis(1);

  @Test
  void impossibleValues_areRefusedByName() {
    refused("batchTokens is 0, must be at least 1", 0, 1, 1, 0.1, SHORT, SHORT);
    refused("batchArticles is 0, must be at least 1", 8, 0, 8, 0.1, SHORT, SHORT);
    refused("queueTokens is 7, must be at least batchTokens, 8", 8, 1, 7, 0.1, SHORT, SHORT);
    refused("paddingShare is 1.0, must be from 0 to below 1", 8, 1, 8, 1.0, SHORT, SHORT);
    refused("paddingShare is NaN", 8, 1, 8, Double.NaN, SHORT, SHORT);
    refused("linger is PT-0.001S", 8, 1, 8, 0.1, SHORT.negated(), SHORT);
    refused("drainTimeout is PT-0.001S", 8, 1, 8, 0.1, SHORT, SHORT.negated());
  }

  @Test
  void admits_shapesUpToEachBound() {
    var settings = Fixtures.settings(1000, 10);
    assertThat(settings.admits(new BatchShape(10, 100, 900))).isTrue();
    assertThat(settings.admits(new BatchShape(10, 100, 899))).as("padding 101 of 1000").isFalse();
    assertThat(settings.admits(new BatchShape(11, 50, 550))).as("11 rows").isFalse();
    assertThat(settings.admits(new BatchShape(10, 101, 1010))).as("1010 tokens").isFalse();
    assertThat(settings.admits(new BatchShape(2, 50, 75))).as("padding of a small one").isTrue();
  }

  private static void refused(
      String message,
      int batchTokens,
      int batchArticles,
      int queueTokens,
      double paddingShare,
      Duration linger,
      Duration drainTimeout) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new EngineOptions(
                    batchTokens, batchArticles, queueTokens, paddingShare, 0, linger, drainTimeout))
        .withMessageContaining(message);
  }
}
