package io.copytaster.streams.service;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.copytaster.streams.engine.EngineOptions;
import io.copytaster.streams.engine.FakeClassifier;
import io.copytaster.streams.engine.InferenceEngine;
import io.copytaster.streams.slot.ModelSlot;
import io.copytaster.streams.tracing.Tracing;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An article's trace goes on through Kafka, the stream and the device, whatever becomes of it. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class TracedStreamTest {

  private static final int ARTICLES = 40;
  private static final int POISON = 17;
  private static final String SENDER = "00f067aa0ba902b7";
  private static final TopicLimits LIMITS = new TopicLimits(1_000_000, 2_000_000);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final InMemorySpanExporter exported = InMemorySpanExporter.create();
  private List<SpanData> spans = List.of();

  @Test
  void everyArticle_hasItsStayAndWhatWasSentForIt_andItsBatch() {
    try (var stream = TestStream.create();
        var harvest = stream.harvest()) {
      for (int i = 0; i < ARTICLES; i++) {
        send(stream, "a" + i, stream.encoded(TestStream.article("a" + i, "" + i, "")));
      }
      send(stream, "unreadable", TestStream.utf8("not an event"));
      send(stream, "empty", null);
      label(stream, harvest, ARTICLES + 2);
      assertThat(harvest.labelledKeys()).hasSize(ARTICLES - 1);
      harvest.labelled().forEach(this::assertGoesOn);
      harvest.deadLetters().forEach(this::assertGoesOn);
      assertDead("a" + POISON, "model");
      assertDead("unreadable", "wrong-marker");
      assertDead("empty", "tombstone");
      assertThat(named("process " + stream.settings().topics().raw())).hasSize(ARTICLES + 2);
      assertThat(named("send " + stream.settings().topics().labeled())).hasSize(ARTICLES - 1);
      assertThat(named("send " + stream.settings().topics().deadLetter())).hasSize(3);
      assertBatchesAreLinked(stream);
      assertThat(spans.toString())
          .as("keys, and no text")
          .contains("a39")
          .doesNotContain("not an event");
    }
  }

  @Test
  void recordWithoutATrace_beginsOne() {
    try (var stream = TestStream.create();
        var harvest = stream.harvest()) {
      stream.send("a1", stream.encoded(TestStream.article("a1", "1", "")));
      stream.send("bad", TestStream.utf8("not an event"));
      label(stream, harvest, 2);
      assertThat(process("a1").getParentSpanId()).isEqualTo("0000000000000000");
      assertNames(harvest.labelled().get(0), process("a1"));
      assertNames(harvest.deadLetters().get(0), process("bad"));
    }
  }

  @Test
  void senderThatIsNotRecorded_isPassedOver_andItsTraceGoesOnAllTheSame() {
    try (var stream = TestStream.create();
        var harvest = stream.harvest()) {
      String trace = trace("a1");
      var record =
          new ProducerRecord<>(
              stream.settings().topics().raw(),
              TestStream.utf8("a1"),
              stream.encoded(TestStream.article("a1", "1", "")));
      record.headers().add("traceparent", TestStream.utf8("00-" + trace + "-" + SENDER + "-00"));
      stream.send(record);
      label(stream, harvest, 1);
      assertThat(spans).isEmpty();
      assertThat(Harvest.header(harvest.labelled().get(0), "traceparent"))
          .startsWith("00-" + trace + "-")
          .endsWith("-00");
    }
  }

  private void label(TestStream stream, Harvest harvest, int records) {
    stream.flush();
    var settings = stream.settings();
    var slot = new ModelSlot(FakeClassifier.poisonedBy((long) POISON));
    var options = new EngineOptions(8, 8, 64, 0.1, 0, Duration.ofMillis(1), Duration.ofMillis(500));
    try (var engine = InferenceEngine.start(slot, options, 1);
        var telemetry =
            new ServiceTelemetry(
                settings,
                new SimpleMeterRegistry(),
                List.of(),
                Tracing.through(SimpleSpanProcessor.create(exported), settings))) {
      telemetry.watch(engine);
      try (var runner = LabelingStream.before(engine, slot, settings, LIMITS, telemetry)) {
        runner.start();
        harvest.await(records, PATIENCE);
      }
      // Before the exporter is closed, which forgets them.
      spans = exported.getFinishedSpanItems();
    }
  }

  /** The record names the span that sent it, which is part of its stay, which goes on. */
  private void assertGoesOn(ConsumerRecord<byte[], byte[]> record) {
    SpanData stay = process(Harvest.key(record));
    assertThat(stay.getTraceId()).isEqualTo(trace(Harvest.key(record)));
    assertThat(stay.getParentSpanId()).isEqualTo(SENDER);
    assertNames(record, stay);
  }

  private void assertNames(ConsumerRecord<byte[], byte[]> record, SpanData stay) {
    var sent =
        named("send " + record.topic()).stream()
            .filter(span -> span.getParentSpanId().equals(stay.getSpanId()))
            .toList();
    assertThat(sent).as("sent for %s", Harvest.key(record)).hasSize(1);
    assertThat(record.headers().headers("traceparent")).hasSize(1);
    assertThat(Harvest.header(record, "traceparent"))
        .startsWith("00-" + stay.getTraceId() + "-" + sent.get(0).getSpanId() + "-");
  }

  private void assertDead(String key, String why) {
    SpanData stay = process(key);
    assertThat(stay.getStatus().getStatusCode()).as(key).isEqualTo(StatusCode.ERROR);
    assertThat(stay.getAttributes().get(AttributeKey.stringKey("error.type"))).isEqualTo(why);
  }

  /** Both ways; the poisonous one's batches failed until it was alone. */
  private void assertBatchesAreLinked(TestStream stream) {
    Map<String, SpanData> stays =
        named("process " + stream.settings().topics().raw()).stream()
            .collect(toMap(SpanData::getSpanId, span -> span));
    var batches = named("compute batch");
    assertThat(batches).isNotEmpty();
    for (SpanData batch : batches) {
      assertThat(batch.getLinks()).isNotEmpty();
      batch
          .getLinks()
          .forEach(
              link -> {
                assertThat(stays).containsKey(link.getSpanContext().getSpanId());
                assertThat(requireNonNull(stays.get(link.getSpanContext().getSpanId())).getLinks())
                    .extracting(back -> back.getSpanContext().getSpanId())
                    .contains(batch.getSpanId());
              });
    }
    var byOutcome =
        batches.stream().collect(groupingBy(batch -> batch.getStatus().getStatusCode()));
    assertThat(
            requireNonNull(byOutcome.get(StatusCode.UNSET)).stream()
                .mapToInt(b -> b.getLinks().size())
                .sum())
        .as("articles in batches that passed")
        .isEqualTo(ARTICLES - 1);
    String poisonous = process("a" + POISON).getSpanId();
    assertThat(byOutcome.get(StatusCode.ERROR))
        .isNotEmpty()
        .allSatisfy(
            batch ->
                assertThat(batch.getLinks())
                    .extracting(link -> link.getSpanContext().getSpanId())
                    .contains(poisonous));
  }

  private SpanData process(String key) {
    var stays =
        spans.stream()
            .filter(span -> span.getName().startsWith("process "))
            .filter(
                span ->
                    key.equals(
                        span.getAttributes()
                            .get(AttributeKey.stringKey("messaging.kafka.message.key"))))
            .toList();
    assertThat(stays).as("stays of %s", key).hasSize(1);
    return stays.get(0);
  }

  private List<SpanData> named(String name) {
    return spans.stream().filter(span -> span.getName().equals(name)).toList();
  }

  private static void send(TestStream stream, String key, byte @Nullable [] value) {
    var record =
        new ProducerRecord<>(stream.settings().topics().raw(), TestStream.utf8(key), value);
    record.headers().add("traceparent", TestStream.utf8("00-" + trace(key) + "-" + SENDER + "-01"));
    stream.send(record);
  }

  /** One of its own for every key. */
  private static String trace(String key) {
    return String.format("%032x", 0x1000L + Math.abs((long) key.hashCode()));
  }
}
