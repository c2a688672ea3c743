package io.copytaster.streams.watch;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers {@code /metrics} and {@code /health/started|live|ready}, and nothing else. Two threads,
 * and no request has a body, so that whoever asks too much slows down only whoever asks.
 */
final class HttpListener implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HttpListener.class);

  /** As Prometheus' text format 0.0.4 is called. */
  private static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private static final String JSON_TYPE = "application/json";
  private static final int THREADS = 2;
  private static final int BACKLOG = 16;
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int NOT_ALLOWED = 405;
  private static final int FAILED = 500;
  private static final int UNAVAILABLE = 503;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpServer server;
  private final ExecutorService threads;
  private final Map<String, Supplier<Answer>> pages = new LinkedHashMap<>();

  private HttpListener(HttpServer server, Supplier<String> metrics, HealthSource health) {
    this.server = server;
    this.threads =
        Executors.newFixedThreadPool(
            THREADS,
            task -> {
              var thread = new Thread(task, "copytaster-http");
              thread.setDaemon(true);
              return thread;
            });
    pages.put("/metrics", () -> new Answer(OK, METRICS_TYPE, metrics.get()));
    for (Probe probe : Probe.values()) {
      pages.put(
          "/health/" + probe.name().toLowerCase(Locale.ROOT),
          () -> Answer.of(health.verdict(probe)));
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /**
   * Listens.
   *
   * @param port 0 for any that is free
   * @throws IOException if the address cannot be listened on
   */
  static HttpListener open(String host, int port, Supplier<String> metrics, HealthSource health)
      throws IOException {
    var address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      throw new IOException("copytaster.http.host = " + host + " is no address of this machine");
    }
    try {
      return new HttpListener(HttpServer.create(address, BACKLOG), metrics, health);
    } catch (IOException e) {
      throw new IOException(
          "copytaster.http.port = %d on %s cannot be listened on: %s"
              .formatted(port, host, e.getMessage()),
          e);
    }
  }

  URI address() {
    InetSocketAddress bound = server.getAddress();
    return URI.create("http://" + bound.getHostString() + ":" + bound.getPort());
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      boolean head = "HEAD".equals(exchange.getRequestMethod());
      Answer answer = answer(head || "GET".equals(exchange.getRequestMethod()), exchange);
      byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", answer.type());
      exchange.getResponseHeaders().set("Cache-Control", "no-store");
      exchange.sendResponseHeaders(answer.status(), head ? -1 : body.length);
      if (!head) {
        exchange.getResponseBody().write(body);
      }
    }
  }

  private Answer answer(boolean reads, HttpExchange exchange) {
    Supplier<Answer> page = pages.get(exchange.getRequestURI().getPath());
    if (page == null) {
      return new Answer(NOT_FOUND, METRICS_TYPE, String.join("\n", pages.keySet()) + "\n");
    }
    if (!reads) {
      return new Answer(NOT_ALLOWED, METRICS_TYPE, "only GET and HEAD\n");
    }
    try {
      return page.get();
    } catch (RuntimeException e) {
      LOG.warn("{} cannot be answered", exchange.getRequestURI().getPath(), e);
      return new Answer(FAILED, METRICS_TYPE, "the log says why\n");
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private record Answer(int status, String type, String body) {

    static Answer of(Verdict verdict) {
      var fields = new LinkedHashMap<String, Object>();
      fields.put("status", verdict.isWell() ? "up" : "down");
      if (!verdict.isWell()) {
        fields.put("reasons", verdict.reasons());
      }
      try {
        return new Answer(
            verdict.isWell() ? OK : UNAVAILABLE, JSON_TYPE, JSON.writeValueAsString(fields) + "\n");
      } catch (IOException e) {
        throw new AssertionError("texts are JSON", e);
      }
    }
  }
}
