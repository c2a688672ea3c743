package io.copytaster.streams.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every article arrives, once, whatever the guarantee and whoever assigns the partitions. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class GuaranteesTest {

  private static final int ARTICLES = 500;

  @ParameterizedTest
  @CsvSource({
    "exactly-once, classic",
    "exactly-once, streams",
    "at-least-once, classic",
    "at-least-once, streams"
  })
  void run_withoutFaults_labelsEachArticleOnce(String guarantee, String protocol) {
    try (var stream =
            TestStream.create("serving.guarantee", guarantee, "serving.group-protocol", protocol);
        var harvest = stream.harvest()) {
      List<String> sent = stream.sendArticles(0, ARTICLES);
      try (var service = stream.start()) {
        harvest.awaitKeys(ARTICLES, Duration.ofSeconds(60));
      }
      assertThat(harvest.toEnd().labelledKeys()).containsExactlyInAnyOrderElementsOf(sent);
      assertThat(harvest.deadKeys()).isEmpty();
    }
  }
}
