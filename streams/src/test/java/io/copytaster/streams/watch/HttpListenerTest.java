package io.copytaster.streams.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class HttpListenerTest {

  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void metrics_areText() throws Exception {
    try (var listener = open(probe -> Verdict.WELL)) {
      var answer = ask(listener, "GET", "/metrics");
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo("a_total 1\n");
      assertThat(answer.headers().firstValue("Content-Type"))
          .hasValue("text/plain; version=0.0.4; charset=utf-8");
    }
  }

  @Test
  void health_saysWhyNot_probeByProbe() throws Exception {
    HealthSource source =
        probe ->
            probe == Probe.READY ? new Verdict(List.of("one \"thing\"", "another")) : Verdict.WELL;
    try (var listener = open(source)) {
      assertThat(ask(listener, "GET", "/health/live").body()).isEqualTo("{\"status\":\"up\"}\n");
      assertThat(ask(listener, "GET", "/health/started").statusCode()).isEqualTo(200);
      var ready = ask(listener, "GET", "/health/ready");
      assertThat(ready.statusCode()).isEqualTo(503);
      assertThat(ready.body())
          .isEqualTo("{\"status\":\"down\",\"reasons\":[\"one \\\"thing\\\"\",\"another\"]}\n");
    }
  }

  @Test
  void anythingElse_isRefused() throws Exception {
    try (var listener = open(probe -> Verdict.WELL)) {
      assertThat(ask(listener, "GET", "/metrics/../etc").statusCode()).isEqualTo(404);
      assertThat(ask(listener, "GET", "/").statusCode()).isEqualTo(404);
      assertThat(ask(listener, "POST", "/metrics").statusCode()).isEqualTo(405);
      var head = ask(listener, "HEAD", "/health/live");
      assertThat(head.statusCode()).isEqualTo(200);
      assertThat(head.body()).isEmpty();
    }
  }

  @Test
  void sourceThatThrows_isAnErrorWithoutItsText() throws Exception {
    HealthSource broken =
        probe -> {
          throw new IllegalStateException("something private");
        };
    try (var listener = open(broken)) {
      var answer = ask(listener, "GET", "/health/live");
      assertThat(answer.statusCode()).isEqualTo(500);
      assertThat(answer.body()).doesNotContain("private");
    }
  }

  @Test
  void portThatIsTaken_isNamed() throws Exception {
    try (var listener = open(probe -> Verdict.WELL)) {
      int port = listener.address().getPort();
      assertThatIOException()
          .isThrownBy(() -> HttpListener.open("127.0.0.1", port, () -> "", probe -> Verdict.WELL))
          .withMessageContaining("copytaster.http.port = " + port);
    }
  }

  private static HttpListener open(HealthSource health) throws IOException {
    return HttpListener.open("127.0.0.1", 0, () -> "a_total 1\n", health);
  }

  private HttpResponse<String> ask(HttpListener listener, String method, String path)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(listener.address() + path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }
}
