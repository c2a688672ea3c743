package io.copytaster.streams.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A service that is closed in the middle and started again labels every article once. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class CleanStopTest {

  private static final int ARTICLES = 2_000;
  private static final Duration ALLOWED = Duration.ofSeconds(10);

  /** At-least-once may repeat after a crash, and never on a clean stop. */
  @ParameterizedTest
  @CsvSource({"exactly-once, classic", "at-least-once, classic", "at-least-once, streams"})
  void close_inTheMiddle_losesAndRepeatsNothing(String guarantee, String protocol) {
    try (var stream =
            TestStream.create(
                "serving.guarantee",
                guarantee,
                "serving.group-protocol",
                protocol,
                "engine.batch-tokens",
                "512",
                "engine.queue-tokens",
                "4096");
        var harvest = stream.harvest()) {
      List<String> sent = stream.sendArticles(0, ARTICLES);
      var service = stream.start();
      harvest.await(50, Duration.ofSeconds(60));
      long began = System.nanoTime();
      service.close();
      var took = Duration.ofNanos(System.nanoTime() - began);
      int atStop = harvest.toEnd().size();
      assertThat(took).isLessThan(ALLOWED);
      assertThat(atStop)
          .as("articles at the stop, which is to be in the middle")
          .isLessThan(ARTICLES);
      try (var again = stream.start()) {
        harvest.awaitKeys(ARTICLES, Duration.ofSeconds(60));
      }
      assertThat(harvest.toEnd().labelledKeys()).containsExactlyInAnyOrderElementsOf(sent);
    }
  }
}
