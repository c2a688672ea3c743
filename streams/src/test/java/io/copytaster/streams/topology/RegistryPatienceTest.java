package io.copytaster.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.copytaster.schemas.RawNews;
import io.copytaster.streams.event.RegistryAccess;
import io.copytaster.streams.event.RegistryUnavailableException;
import io.copytaster.streams.event.StandInRegistry;
import io.copytaster.streams.event.WireFormat;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A question to a registry that is away is asked again, for as long as a record may wait. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class RegistryPatienceTest {

  private final StandInRegistry registry = new StandInRegistry();
  private final WireFormat format =
      WireFormat.confluent(new RegistryAccess(registry.url(), "", "", true, Duration.ofSeconds(5)));
  private final Supplier<byte[]> question =
      () -> format.prefix(RawNews.getClassSchema(), "news.raw");

  @AfterEach
  void close() {
    registry.close();
  }

  @Test
  void away_isWaitedFor_andSaid() throws Exception {
    registry.failWith(503);
    try (var patience = new RegistryPatience(Duration.ofSeconds(30))) {
      var answer = CompletableFuture.supplyAsync(() -> patience.ask(question));
      Thread.sleep(600);
      assertThat(answer).isNotDone();
      assertThat(patience.away()).isBetween(Duration.ofMillis(100), Duration.ofSeconds(30));
      registry.failWith(0);
      assertThat(answer.get(10, TimeUnit.SECONDS)).hasSize(5);
      assertThat(patience.away()).isZero();
    }
  }

  @Test
  void awayForLong_endsAtTheLimit_andStaysKnown() {
    registry.failWith(500);
    try (var patience = new RegistryPatience(Duration.ofMillis(300))) {
      assertThatThrownBy(() -> patience.ask(question))
          .isInstanceOf(RegistryUnavailableException.class);
      assertThat(patience.away()).isPositive();
    }
  }

  @Test
  void closed_endsTheWait() throws Exception {
    registry.failWith(503);
    var patience = new RegistryPatience(Duration.ofMinutes(10));
    var answer = CompletableFuture.supplyAsync(() -> patience.ask(question));
    Thread.sleep(1_000); // in a long pause
    patience.close();
    assertThatThrownBy(() -> answer.get(1, TimeUnit.SECONDS))
        .hasCauseInstanceOf(RegistryUnavailableException.class);
  }

  @Test
  void otherFailures_areNotAskedAgain() {
    try (var patience = new RegistryPatience(Duration.ofMinutes(10))) {
      assertThatThrownBy(
              () ->
                  patience.ask(
                      () -> {
                        throw new IllegalStateException("mine");
                      }))
          .hasMessage("mine");
      assertThat(patience.away()).isZero();
    }
  }
}
