package io.copytaster.streams.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.copytaster.streams.event.StandInRegistry;
import io.copytaster.streams.watch.Probe;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
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

  /** A stop does not wait for what may never come. */
  @Test
  void stoppedWhileTheRegistryIsAway_endsInTime() {
    try (var registry = new StandInRegistry();
        var stream =
            TestStream.create(
                "registry.url", registry.url().toString(), "registry.auto-register", "true");
        var harvest = stream.harvest()) {
      var sent = stream.sendArticles(0, 20);
      registry.failWith(503);
      long began;
      try (var service = stream.start()) {
        await(() -> service.verdict(Probe.READY).reasons().toString().contains("registry"));
        assertThat(service.verdict(Probe.LIVE).isWell()).isTrue();
        began = System.nanoTime();
      }
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
      registry.failWith(0);
      try (var service = stream.start()) {
        harvest.await(20, PATIENCE);
      }
      assertThat(harvest.toEnd().labelledKeys()).containsExactlyInAnyOrderElementsOf(sent);
      assertThat(harvest.deadKeys()).isEmpty();
    }
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("never").isLessThan(end);
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
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
        Thread.sleep(10_000); // longer than engine.deadline
        registry.failWith(0);
        harvest.await(20, PATIENCE);
      }
      assertThat(harvest.toEnd().labelledKeys()).containsExactlyInAnyOrderElementsOf(sent);
      assertThat(harvest.deadKeys()).isEmpty();
    }
  }
}
