package io.copytaster.streams.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Instances come and go in the middle of the work. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class RebalanceTest {

  private static final int CHUNK = 600;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** A member that is late on a busy machine loses its partitions: at-least-once may repeat. */
  @ParameterizedTest
  @ValueSource(strings = {"exactly-once", "at-least-once"})
  void instanceJoinsAndLeaves_noneMissingNoneTwice(String guarantee) {
    try (var stream =
            TestStream.create("serving.guarantee", guarantee, "engine.batch-tokens", "64");
        var harvest = stream.harvest()) {
      List<String> sent = stream.sendArticles(0, CHUNK);
      try (var staying = stream.start()) {
        harvest.await(CHUNK / 4, PATIENCE);
        try (var guest = TestStream.start(stream.with("serving.client-id", "guest"))) {
          while (guest.engine().statistics().articles() < CHUNK / 4) {
            sent.addAll(stream.sendArticles(sent.size(), sent.size() + CHUNK));
            harvest.await(sent.size() - CHUNK, PATIENCE);
          }
          sent.addAll(stream.sendArticles(sent.size(), sent.size() + CHUNK));
        }
        harvest.awaitKeys(sent.size(), PATIENCE);
        assertThat(staying.engine().statistics().articles()).isPositive();
      }
      assertThat(harvest.toEnd().labelledKeys()).as("none missing").containsAll(sent);
      if (guarantee.equals("exactly-once")) {
        assertThat(harvest.labelledKeys()).as("none twice").doesNotHaveDuplicates();
      }
    }
  }
}
