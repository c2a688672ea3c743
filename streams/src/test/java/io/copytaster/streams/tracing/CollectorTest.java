package io.copytaster.streams.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.copytaster.streams.config.Settings;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.zip.GZIPInputStream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Spans come to a collector over HTTP, and one that is away or slow holds nobody up. */
class CollectorTest {

  private record Request(String path, String contentType, String body) {}

  private final LinkedBlockingQueue<Request> requests = new LinkedBlockingQueue<>();
  private final CountDownLatch release = new CountDownLatch(1);
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::take);
    server.createContext(
        "/slow",
        exchange -> {
          try {
            release.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          take(exchange);
        });
    server.start();
  }

  @AfterEach
  void stop() {
    release.countDown();
    server.stop(0);
  }

  @Test
  void closing_sendsWhatIsLeft_toTheUsualPath() {
    trace(address());
    assertThat(requests)
        .singleElement()
        .satisfies(
            request -> {
              assertThat(request.path()).isEqualTo("/v1/traces");
              assertThat(request.contentType()).isEqualTo("application/x-protobuf");
              assertThat(request.body()).contains("process news.raw", "service.name", "copytaster");
            });
  }

  @Test
  void path_isKept() {
    trace(address() + "/tenant/7/v1/traces");
    assertThat(requests).extracting(Request::path).containsExactly("/tenant/7/v1/traces");
  }

  @Test
  void nobodyListens_closingEndsSoon() {
    server.stop(0);
    assertThat(duration(address())).isLessThan(Duration.ofSeconds(3));
  }

  @Test
  void collectorHangs_closingEndsSoon() {
    assertThat(duration(address() + "/slow")).isLessThan(Duration.ofSeconds(3));
  }

  @Test
  void outage_isLoggedOnce_andItsEndOnce() {
    var answers =
        new ArrayDeque<>(
            List.of(
                CompletableResultCode.ofSuccess(),
                CompletableResultCode.ofExceptionalFailure(new IOException("refused")),
                CompletableResultCode.ofFailure(),
                CompletableResultCode.ofSuccess(),
                CompletableResultCode.ofSuccess()));
    var log = new ArrayList<String>();
    var exporter = new ReportingExporter(answering(answers), "http://collector", log::add);
    while (!answers.isEmpty()) {
      exporter.export(List.of());
    }
    assertThat(log)
        .containsExactly(
            "Traces are lost until they are taken by http://collector: java.io.IOException:"
                + " refused",
            "Traces are taken again by http://collector");
  }

  @Test
  void libraryThatWarnsAgainAndAgain_isHeardOnceAMinute() {
    var log = new ArrayList<String>();
    var now = new AtomicLong(Long.MAX_VALUE - 1);
    var handler = new SparseHandler(log::add, Duration.ofMinutes(1), now::get);
    for (int second = 0; second < 130; second++) {
      var record = new LogRecord(Level.WARNING, "dropped {0} spans");
      record.setParameters(new Object[] {second});
      handler.publish(record);
      handler.publish(new LogRecord(Level.INFO, "all is well"));
      now.addAndGet(Duration.ofSeconds(1).toNanos());
    }
    assertThat(log).containsExactly("dropped 0 spans", "dropped 60 spans", "dropped 120 spans");
  }

  private Duration duration(String endpoint) {
    long began = System.nanoTime();
    trace(endpoint);
    return Duration.ofNanos(System.nanoTime() - began);
  }

  private static void trace(String endpoint) {
    try (var tracing = Tracing.of(Settings.of(Map.of("tracing.endpoint", endpoint)))) {
      var raw = new TopicPartition("news.raw", 0);
      tracing.process(raw, 0, null, new RecordHeaders(), 0).end();
    }
  }

  private String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange;
        var body = new GZIPInputStream(exchange.getRequestBody())) {
      requests.add(
          new Request(
              exchange.getRequestURI().getPath(),
              exchange.getRequestHeaders().getFirst("Content-Type"),
              new String(body.readAllBytes(), StandardCharsets.ISO_8859_1)));
      exchange.sendResponseHeaders(200, -1);
    }
  }

  private static SpanExporter answering(Deque<CompletableResultCode> answers) {
    return new SpanExporter() {
      @Override
      public CompletableResultCode export(Collection<SpanData> spans) {
        return answers.remove();
      }

      @Override
      public CompletableResultCode flush() {
        return CompletableResultCode.ofSuccess();
      }

      @Override
      public CompletableResultCode shutdown() {
        return CompletableResultCode.ofSuccess();
      }
    };
  }
}
