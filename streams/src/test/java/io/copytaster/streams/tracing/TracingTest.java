package io.copytaster.streams.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.copytaster.model.batch.TokenBatch;
import io.copytaster.model.tokens.Tokens;
import io.copytaster.streams.config.Settings;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

/** Whose span is whose child, what is recorded, and what it costs when it is off. */
class TracingTest {

  private static final TopicPartition RAW = new TopicPartition("news.raw", 2);
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String SPAN = "00f067aa0ba902b7";
  private static final String RECORDED = "00-" + TRACE + "-" + SPAN + "-01";
  private static final String PASSED_OVER = "00-" + TRACE + "-" + SPAN + "-00";

  private final InMemorySpanExporter spans = InMemorySpanExporter.create();

  @Test
  void process_goesOnWithTheRecordsTrace_andSaysWhichRecordItWas() {
    try (var tracing = tracing("1")) {
      Headers headers = headers(RECORDED);
      headers.add("tracestate", utf8("wire=7"));
      tracing.process(RAW, 42, utf8("a1"), headers, 3_000_000).end();
      SpanData span = only();
      assertThat(span.getName()).isEqualTo("process news.raw");
      assertThat(span.getKind()).isEqualTo(SpanKind.CONSUMER);
      assertThat(span.getTraceId()).isEqualTo(TRACE);
      assertThat(span.getParentSpanId()).isEqualTo(SPAN);
      assertThat(span.getSpanContext().getTraceState().get("wire")).isEqualTo("7");
      assertThat(span.getEndEpochNanos() - span.getStartEpochNanos())
          .as("began 3 ms ago")
          .isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(3));
      assertThat(attributes(span))
          .isEqualTo(
              Map.of(
                  "messaging.system", "kafka",
                  "messaging.operation.name", "process",
                  "messaging.operation.type", "process",
                  "messaging.destination.name", "news.raw",
                  "messaging.destination.partition.id", "2",
                  "messaging.kafka.offset", 42L,
                  "messaging.kafka.message.key", "a1",
                  "messaging.consumer.group.name", "copytaster"));
      assertThat(span.getResource().getAttributes().asMap().toString())
          .contains("service.name=copytaster", "service.instance.id=", "telemetry.sdk.name");
    }
  }

  @Test
  void send_isAChild_andTheRecordNamesIt() {
    try (var tracing = tracing("1")) {
      Headers headers = headers(RECORDED);
      headers.add("desk", utf8("foreign"));
      Span process = tracing.process(RAW, 0, null, headers, 0);
      tracing.send(process, "news.labeled", headers).end();
      process.end();
      SpanData sent = spans.getFinishedSpanItems().get(0);
      assertThat(sent.getKind()).isEqualTo(SpanKind.PRODUCER);
      assertThat(sent.getTraceId()).isEqualTo(TRACE);
      assertThat(sent.getParentSpanId()).isEqualTo(process.getSpanContext().getSpanId());
      assertThat(traceparents(headers))
          .containsExactly("00-" + TRACE + "-" + sent.getSpanId() + "-01");
      assertThat(headers.lastHeader("desk").value()).isEqualTo(utf8("foreign"));
    }
  }

  @Test
  void senderThatDoesNotRecord_decidesForAll_andItsTraceGoesOn() {
    try (var tracing = tracing("1")) {
      Headers headers = headers(PASSED_OVER);
      Span process = tracing.process(RAW, 0, null, headers, 0);
      tracing.send(process, "news.labeled", headers).end();
      process.end();
      assertThat(spans.getFinishedSpanItems()).isEmpty();
      assertThat(traceparents(headers))
          .singleElement()
          .asString()
          .startsWith("00-" + TRACE)
          .endsWith("-00")
          .doesNotContain(SPAN);
    }
  }

  @Test
  void sampleRatio_isForRecordsThatSayNothing() {
    try (var tracing = tracing("0.25")) {
      for (int i = 0; i < 2_000; i++) {
        tracing.process(RAW, i, null, new RecordHeaders(), 0).end();
      }
      assertThat(spans.getFinishedSpanItems()).hasSizeBetween(350, 650);
      spans.reset();
      for (int i = 0; i < 100; i++) {
        tracing.process(RAW, i, null, headers(RECORDED), 0).end();
      }
      assertThat(spans.getFinishedSpanItems()).hasSize(100);
    }
  }

  @Test
  void nonsenseInTheHeaders_beginsAnotherTrace_whichReplacesIt() {
    try (var tracing = tracing("1")) {
      for (String nonsense : List.of("", "00-xyz", RECORDED + "x".repeat(100_000), "\u2603")) {
        Headers headers = headers(nonsense).add("traceparent", null);
        Span process = tracing.process(RAW, 0, new byte[] {-1, -2}, headers, 0);
        tracing.send(process, "news.labeled", headers).end();
        process.end();
        assertThat(process.getSpanContext().isValid()).isTrue();
        assertThat(traceparents(headers))
            .singleElement()
            .asString()
            .startsWith("00-" + process.getSpanContext().getTraceId());
      }
    }
  }

  @Test
  void batch_isATraceOfItsOwn_linkedWithEveryRecordedArticleBothWays() {
    try (var tracing = tracing("1")) {
      List<Span> articles = new ArrayList<>();
      for (int i = 0; i < 256; i++) {
        articles.add(tracing.process(RAW, i, null, new RecordHeaders(), 0));
      }
      Span passedOver = tracing.process(RAW, 256, null, headers(PASSED_OVER), 0);
      articles.add(passedOver);
      articles.add(Span.getInvalid());
      tracing.compute(articles, batch(), "tiny").end();
      articles.forEach(Span::end);
      SpanData batch = spans.getFinishedSpanItems().get(0);
      assertThat(batch.getName()).isEqualTo("compute batch");
      assertThat(batch.getParentSpanId()).isEqualTo("0000000000000000");
      assertThat(batch.getLinks())
          .extracting(LinkData::getSpanContext)
          .containsExactlyElementsOf(
              articles.subList(0, 256).stream().map(Span::getSpanContext).toList());
      assertThat(attributes(batch))
          .isEqualTo(
              Map.of(
                  "copytaster.model", "tiny",
                  "copytaster.batch.articles", 2L,
                  "copytaster.batch.tokens", 5L,
                  "copytaster.batch.padded.tokens", 6L));
      assertThat(spans.getFinishedSpanItems().subList(1, 257))
          .allSatisfy(
              article ->
                  assertThat(article.getLinks())
                      .extracting(link -> link.getSpanContext().getSpanId())
                      .containsExactly(batch.getSpanId()));
    }
  }

  @Test
  void batchWithoutARecordedArticle_isNotRecorded() {
    try (var tracing = tracing("1")) {
      Span article = tracing.process(RAW, 0, null, headers(PASSED_OVER), 0);
      assertThat(tracing.compute(List.of(article), batch(), "tiny").getSpanContext().isValid())
          .isFalse();
    }
  }

  @Test
  void failure_isAStatusAndAType() {
    try (var tracing = tracing("1")) {
      Span process = tracing.process(RAW, 0, null, new RecordHeaders(), 0);
      Tracing.fail(process, "blank", "article 'a1' has neither title nor body");
      process.end();
      assertThat(only().getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
      assertThat(only().getStatus().getDescription()).contains("neither title nor body");
      assertThat(attributes(only())).containsEntry("error.type", "blank");
    }
  }

  @Test
  void off_touchesNoHeader_andAllocatesNothing() {
    var tracing = Tracing.of(Settings.of(Map.of()));
    assertThat(tracing.isOn()).isFalse();
    Headers headers = headers(RECORDED);
    byte[] key = utf8("a1");
    allocatedBy(tracing, headers, key, 20_000);
    assertThat(allocatedBy(tracing, headers, key, 100_000)).isLessThan(100_000);
    assertThat(traceparents(headers)).containsExactly(RECORDED);
  }

  /** Bytes, of so many articles. */
  private static long allocatedBy(Tracing tracing, Headers headers, byte[] key, int articles) {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < articles; i++) {
      Span process = tracing.process(RAW, i, key, headers, 0);
      Span send = tracing.send(process, "news.labeled", headers);
      Tracing.fail(send, "blank", "no words");
      tracing.name(process, headers);
      send.end();
      process.end();
    }
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  private Tracing tracing(String ratio) {
    return Tracing.through(
        SimpleSpanProcessor.create(spans), Settings.of(Map.of("tracing.sample-ratio", ratio)));
  }

  private static TokenBatch batch() {
    return new TokenBatch(
        List.of(new Tokens(new int[] {1, 2, 3}, false, 0), new Tokens(new int[] {1, 2}, false, 0)));
  }

  private SpanData only() {
    assertThat(spans.getFinishedSpanItems()).hasSize(1);
    return spans.getFinishedSpanItems().get(0);
  }

  private static Map<String, Object> attributes(SpanData span) {
    var attributes = new HashMap<String, Object>();
    span.getAttributes().forEach((key, value) -> attributes.put(key.getKey(), value));
    return attributes;
  }

  private static Headers headers(String traceparent) {
    return new RecordHeaders().add("traceparent", utf8(traceparent));
  }

  private static List<String> traceparents(Headers headers) {
    var values = new ArrayList<String>();
    headers
        .headers("traceparent")
        .forEach(header -> values.add(new String(header.value(), StandardCharsets.UTF_8)));
    return values;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
