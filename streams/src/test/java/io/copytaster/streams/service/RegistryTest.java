package io.copytaster.streams.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.copytaster.streams.event.StandInRegistry;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With a registry's URL set, events wear the Confluent frame. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class RegistryTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void unknownSchemaId_isDead_itsNeighboursLabelled() {
    try (var registry = new StandInRegistry();
        var stream =
            TestStream.create(
                "registry.url", registry.url().toString(), "registry.auto-register", "true");
        var harvest = stream.harvest()) {
      var sent = stream.sendArticles(0, 20);
      byte[] unknown = stream.encoded(TestStream.article("unknown"));
      ByteBuffer.wrap(unknown).putInt(1, 4711);
      stream.send("unknown", unknown);
      sent.addAll(stream.sendArticles(20, 40));
      try (var service = stream.start()) {
        harvest.await(41, PATIENCE);
      }
      assertThat(harvest.toEnd().labelledKeys()).containsExactlyInAnyOrderElementsOf(sent);
      assertThat(harvest.deadLetter("unknown").value()).isEqualTo(unknown);
      assertThat(Harvest.header(harvest.deadLetter("unknown"), "__streams.errors.message"))
          .contains("4711");
    }
  }

  /** No record is to blame for a registry that is away. */
  @Test
  void registryAway_waitsForItAndBlamesNobody() throws InterruptedException {
    try (var registry = new StandInRegistry();
        var stream =
            TestStream.create(
                "registry.url", registry.url().toString(), "registry.auto-register", "true");
        var harvest = stream.harvest()) {
      var sent = stream.sendArticles(0, 20);
      registry.failWith(503);
      try (var service = stream.start()) {
        Thread.sleep(2_500); // longer than a stream thread lives without the registry
        registry.failWith(0);
        harvest.await(20, PATIENCE);
      }
      assertThat(harvest.toEnd().labelledKeys()).containsExactlyInAnyOrderElementsOf(sent);
      assertThat(harvest.deadKeys()).isEmpty();
    }
  }
}
