package io.copytaster.streams.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.copytaster.streams.engine.EngineOptions;
import io.copytaster.streams.engine.FakeClassifier;
import io.copytaster.streams.engine.InferenceEngine;
import io.copytaster.streams.slot.ModelSlot;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An article the model cannot read costs itself; a broken or stuck device costs nobody. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class PoisonTest {

  private static final int ARTICLES = 300;
  private static final long POISON = 111;
  private static final TopicLimits LIMITS = new TopicLimits(1_000_000, 2_000_000);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void poisonousArticle_isDead_itsNeighboursLabelled() {
    try (var stream = TestStream.create();
        var harvest = stream.harvest()) {
      List<String> sent = send(stream);
      var slot = new ModelSlot(FakeClassifier.poisonedBy(POISON));
      try (var engine = engine(slot);
          var runner = runner(stream, slot, engine)) {
        runner.start();
        harvest.await(ARTICLES, PATIENCE);
      }
      String poisonous = "a" + POISON;
      assertThat(harvest.toEnd().deadKeys()).containsExactly(poisonous);
      assertThat(Harvest.header(harvest.deadLetter(poisonous), "__streams.errors.exception"))
          .endsWith("ArticleFailure");
      assertThat(harvest.labelledKeys())
          .containsExactlyInAnyOrderElementsOf(
              sent.stream().filter(key -> !key.equals(poisonous)).toList());
    }
  }

  @Test
  void brokenDevice_stopsTheStream_nextStartLabelsTheRest() throws InterruptedException {
    var broken = new AtomicBoolean();
    var breaking =
        new FakeClassifier(
            ids -> {
              if (Arrays.stream(ids).anyMatch(id -> id == POISON)) {
                broken.set(true);
              }
              if (broken.get()) {
                throw new IllegalStateException("the device is gone");
              }
            });
    assertStopsAndGoesOn(breaking);
  }

  @Test
  void stuckDevice_stopsTheStream_nextStartLabelsTheRest() throws InterruptedException {
    var never = new CountDownLatch(1);
    var hanging =
        new FakeClassifier(
            ids -> {
              if (Arrays.stream(ids).anyMatch(id -> id == POISON)) {
                awaitUninterruptibly(never);
              }
            });
    assertStopsAndGoesOn(hanging);
    never.countDown();
  }

  private static void assertStopsAndGoesOn(FakeClassifier failing) throws InterruptedException {
    try (var stream = TestStream.create("serving.session-timeout", "6s", "engine.deadline", "3s");
        var harvest = stream.harvest()) {
      List<String> sent = send(stream);
      var slot = new ModelSlot(failing);
      try (var engine = engine(slot);
          var runner = runner(stream, slot, engine)) {
        runner.start();
        assertThat(runner.awaitEnd()).as("why the stream failed").isPresent();
      }
      assertThat(harvest.toEnd().labelledKeys()).doesNotContain("a" + POISON);
      var healthy = new ModelSlot(FakeClassifier.healthy());
      try (var engine = engine(healthy);
          var runner = runner(stream, healthy, engine)) {
        runner.start();
        harvest.awaitKeys(ARTICLES, PATIENCE);
      }
      assertThat(harvest.toEnd().deadKeys()).as("articles blamed for the device").isEmpty();
      assertThat(harvest.labelledKeys()).containsExactlyInAnyOrderElementsOf(sent);
    }
  }

  /** Each article's number is its only token. */
  private static List<String> send(TestStream stream) {
    List<String> keys = IntStream.range(0, ARTICLES).mapToObj(number -> "a" + number).toList();
    keys.forEach(key -> stream.send(TestStream.article(key, key.substring(1), "")));
    stream.flush();
    return keys;
  }

  private static StreamRunner runner(TestStream stream, ModelSlot slot, InferenceEngine engine) {
    var settings = stream.settings();
    var telemetry = new ServiceTelemetry(settings, new SimpleMeterRegistry(), List.of());
    return LabelingStream.before(engine, slot, settings, LIMITS, telemetry);
  }

  private static InferenceEngine engine(ModelSlot slot) {
    var options = new EngineOptions(8, 8, 64, 0.1, 0, Duration.ofMillis(1), Duration.ofMillis(500));
    return InferenceEngine.start(slot, options, 1);
  }

  /** As native code does: it cannot be interrupted. */
  private static void awaitUninterruptibly(CountDownLatch latch) {
    while (latch.getCount() > 0) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        // goes on
      }
    }
  }
}
