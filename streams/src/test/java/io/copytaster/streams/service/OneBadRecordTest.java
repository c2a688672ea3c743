package io.copytaster.streams.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One bad record among many good ones costs itself, under both guarantees. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class OneBadRecordTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @ParameterizedTest
  @ValueSource(strings = {"exactly-once", "at-least-once"})
  void unreadable_amongAThousand_costsItself(String guarantee) {
    byte[] bad = TestStream.utf8("not an event at all");
    try (var stream = TestStream.create("serving.guarantee", guarantee);
        var harvest = stream.harvest()) {
      var sent = stream.sendArticles(0, 500);
      stream.send("bad", bad);
      sent.addAll(stream.sendArticles(500, 999));
      try (var service = stream.start()) {
        harvest.await(1_000, PATIENCE);
      }
      assertThat(harvest.toEnd().labelledKeys()).containsExactlyInAnyOrderElementsOf(sent);
      assertThat(harvest.deadKeys()).containsExactly("bad");
      assertThat(harvest.deadLetter("bad").value()).isEqualTo(bad);
    }
  }

  /** A send that the broker refuses would abort the transaction, for ever. */
  @ParameterizedTest
  @ValueSource(strings = {"exactly-once", "at-least-once"})
  void outgrowingItsTopic_costsItself(String guarantee) {
    int limit = 50_000;
    try (var stream =
            TestStream.withLimits(Map.of("labeled", limit), "serving.guarantee", guarantee);
        var harvest = stream.harvest()) {
      var sent = stream.sendArticles(0, 30);
      stream.send(TestStream.article("large", "Large", "w ".repeat(limit / 2 - 100)));
      sent.addAll(stream.sendArticles(30, 60));
      try (var service = stream.start()) {
        harvest.await(61, PATIENCE);
      }
      assertThat(harvest.toEnd().labelledKeys()).containsExactlyInAnyOrderElementsOf(sent);
      assertThat(harvest.deadKeys()).containsExactly("large");
    }
  }

  /** Just under the limit is sent: the measure is not stricter than the broker's by much. */
  @Test
  void almostOutgrowingItsTopic_isLabelled() {
    int limit = 50_000;
    try (var stream = TestStream.withLimits(Map.of("labeled", limit));
        var harvest = stream.harvest();
        var service = stream.start()) {
      stream.send(TestStream.article("almost", "Almost", "w ".repeat(limit / 2 - 250)));
      harvest.await(1, PATIENCE);
      assertThat(harvest.labelledKeys()).containsExactly("almost");
    }
  }
}
