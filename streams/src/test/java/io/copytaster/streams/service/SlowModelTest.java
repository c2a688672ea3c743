package io.copytaster.streams.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.copytaster.streams.engine.EngineOptions;
import io.copytaster.streams.engine.FakeClassifier;
import io.copytaster.streams.engine.InferenceEngine;
import io.copytaster.streams.slot.ModelSlot;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Waiting for labels keeps nobody from being a member of its group. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class SlowModelTest {

  private static final int ARTICLES = 900;
  private static final int POLL_RECORDS = 300;
  private static final int FIRST = 30;
  private static final int THEN = 270;
  private static final Duration EACH = Duration.ofMillis(25);
  private static final TopicLimits LIMITS = new TopicLimits(1_000_000, 2_000_000);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /**
   * Nothing was polled before everything that had been polled was labelled, so a member with a slow
   * model did not learn in time that its group had gathered, and was thrown out.
   */
  @Test
  void slowModel_isPolledForWhileArticlesOfEarlierPollsWait() {
    try (var stream = TestStream.create("serving.poll-records", Integer.toString(POLL_RECORDS));
        var harvest = stream.harvest()) {
      send(stream);
      var slot =
          new ModelSlot(
              new FakeClassifier(ids -> LockSupport.parkNanos(ids.length * EACH.toNanos())));
      try (var engine = engine(slot);
          var runner = runner(stream, slot, engine)) {
        runner.start();
        harvest.await(FIRST, PATIENCE);
        double before = polls(runner);
        harvest.await(THEN, PATIENCE);
        assertThat(polls(runner) - before)
            .as("polls in %d ms of the device's time", (THEN - FIRST) * EACH.toMillis())
            .isGreaterThanOrEqualTo(2);
      }
    }
  }

  private static double polls(StreamRunner runner) {
    var registry = new SimpleMeterRegistry();
    runner.meters().bindTo(registry);
    return registry.get("kafka.stream.thread.poll.total").functionCounters().stream()
        .mapToDouble(counter -> counter.count())
        .sum();
  }

  /** Each article's number is its only token. */
  private static void send(TestStream stream) {
    IntStream.range(0, ARTICLES)
        .mapToObj(Integer::toString)
        .forEach(number -> stream.send(TestStream.article("a" + number, number, "")));
    stream.flush();
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
}
